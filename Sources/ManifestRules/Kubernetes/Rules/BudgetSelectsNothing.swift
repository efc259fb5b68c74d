import Findings
import Manifests

/// A disruption budget of nothing.
struct BudgetSelectsNothing: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-DANGLING-PDB", title: "PodDisruptionBudget selects no pods",
        severity: .low,
        why: "A budget that selects no pod protects none when nodes are drained.",
        repair: "Make selector fit the labels of the pods.",
        maps: [.cwe(665)], references: ["https://kubernetes.io/docs/tasks/run-application/configure-pdb/"],
        profile: .strict,
        confidence: .medium)

    let examples = Examples(
        good: [
            Sample.several(
                Sample.deployment(),
                Sample.object(
                    "policy/v1", "PodDisruptionBudget", spec: "minAvailable: 1\nselector: {matchLabels: {app: web}}"))
        ],
        bad: [
            Sample.several(
                Sample.deployment(),
                Sample.object(
                    "policy/v1", "PodDisruptionBudget", spec: "minAvailable: 1\nselector: {matchLabels: {app: shop}}"))
        ])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind == .podDisruptionBudget, let node = object.spec?["selector"] else { return }
        guard set.workloads(selectedBy: LabelSelector(node), in: object.namespace).isEmpty else { return }
        report(Problem(node.range, "\(object.title) selects no pod among the files."))
    }
}
