import Findings
import Manifests

/// A budget that lets no pod go.
struct BudgetMinAvailable: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-PDB-MIN", title: "PodDisruptionBudget blocks every drain",
        severity: .medium,
        why: "Where minAvailable is not below the number of replicas no pod may be evicted: nodes cannot be drained or "
            + "upgraded.",
        repair: "Lower minAvailable, use maxUnavailable: 1, or run more replicas.",
        maps: [.kubeLinter("pdb-min-available")],
        references: ["https://kubernetes.io/docs/tasks/run-application/configure-pdb/"])

    let examples = Examples(
        good: [
            Sample.several(
                Sample.deployment(spec: "replicas: 3"),
                Sample.object(
                    "policy/v1", "PodDisruptionBudget", spec: "minAvailable: 1\nselector: {matchLabels: {app: web}}"))
        ],
        bad: [
            Sample.several(
                Sample.deployment(spec: "replicas: 1"),
                Sample.object(
                    "policy/v1", "PodDisruptionBudget", spec: "minAvailable: 1\nselector: {matchLabels: {app: web}}"))
        ])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind == .podDisruptionBudget, let spec = object.spec, let least = spec["minAvailable"] else {
            return
        }
        let percent = least.text.flatMap { $0.hasSuffix("%") ? Int($0.dropLast()) : nil }
        if let percent, percent >= 100 {
            report(Problem(least.range, "\(object.title) wants all pods available at all times."))
            return
        }
        guard let node = spec["selector"] else { return }
        let selector = LabelSelector(node)
        for workload in set.workloads(in: object.namespace) {
            check(workload, workload.pod?.labels, selector, least, percent, object, set, report)
        }
        // A template without labels is matched by what its owner selects.
        for workload in set.objects
        where (workload.pod == nil || workload.pod?.labels == nil) && workload.kind.isWorkload
            && workload.isInNamespace(object.namespace)
        {
            check(
                workload, workload.spec?["selector"]?["matchLabels"], selector, least, percent, object, set, report)
        }
    }

    private func check(
        _ workload: KubernetesObject, _ labels: YAMLNode?, _ selector: LabelSelector, _ least: YAMLNode,
        _ percent: Int?, _ object: KubernetesObject, _ set: KubernetesSet, _ report: (Problem) -> Void
    ) {
        guard
            [.deployment, .statefulSet, .replicaSet, .replicationController, .deploymentConfig].contains(workload.kind),
            selector.matches(labels)
        else { return }
        let replicas = Replicas.least(of: workload, in: set)
        let needed: Int
        if let percent {
            // The API server rounds up.
            needed = (replicas * min(percent, 1000) + 99) / 100
        } else if let number = least.int {
            needed = number
        } else {
            return
        }
        guard replicas <= needed else { return }
        report(
            Problem(
                least.range,
                "\(object.title) wants \(least.text ?? "") available, but \(workload.title) has \(replicas)."))
    }
}
