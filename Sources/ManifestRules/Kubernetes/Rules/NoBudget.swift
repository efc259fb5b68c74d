import Findings
import Manifests

/// Replicas that may all be drained at once.
struct NoBudget: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-NO-PDB", title: "Replicas without PodDisruptionBudget",
        severity: .low,
        why: "Without a budget a drain of several nodes may take all replicas at the same time.",
        repair: "Add a PodDisruptionBudget with maxUnavailable: 1.",
        maps: [.cwe(665)], references: ["https://kubernetes.io/docs/tasks/run-application/configure-pdb/"],
        profile: .strict,
        confidence: .medium)

    let examples = Examples(
        good: [
            Sample.several(
                Sample.deployment(spec: "replicas: 3"),
                Sample.object(
                    "policy/v1", "PodDisruptionBudget", spec: "maxUnavailable: 1\nselector: {matchLabels: {app: web}}")),
            Sample.deployment(spec: "replicas: 1"),
        ],
        bad: [Sample.deployment(spec: "replicas: 3")])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind == .deployment || object.kind == .statefulSet, let replicas = object.spec?["replicas"],
            (replicas.int ?? 0) > 1, let pod = object.pod
        else { return }
        let hasBudget = set.all(.podDisruptionBudget).contains { budget in
            budget.isInNamespace(object.namespace)
                && budget.spec?["selector"].map { LabelSelector($0).matches(pod.labels) } ?? false
        }
        guard !hasBudget else { return }
        report(Problem(replicas.range, "No PodDisruptionBudget among the files holds for \(object.title)."))
    }
}
