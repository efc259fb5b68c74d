import Findings
import Manifests

/// A budget that lets no pod go.
struct BudgetMaxUnavailable: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-PDB-MAX", title: "PodDisruptionBudget allows no disruption",
        severity: .medium,
        why: "With maxUnavailable 0 no pod may be evicted: nodes cannot be drained or upgraded.",
        repair: "Allow at least one pod to be away.",
        maps: [.kubeLinter("pdb-max-unavailable")],
        references: ["https://kubernetes.io/docs/tasks/run-application/configure-pdb/"])

    let examples = Examples(
        good: [
            Sample.object(
                "policy/v1", "PodDisruptionBudget", spec: "maxUnavailable: 1\nselector: {matchLabels: {app: web}}")
        ],
        bad: [
            Sample.object(
                "policy/v1", "PodDisruptionBudget", spec: "maxUnavailable: 0\nselector: {matchLabels: {app: web}}")
        ])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind == .podDisruptionBudget, let most = object.spec?["maxUnavailable"] else { return }
        guard most.int == 0 || most.isText("0%") || most.isText("0") else { return }
        report(Problem(most.range, "\(object.title) allows no pod to be evicted."))
    }
}
