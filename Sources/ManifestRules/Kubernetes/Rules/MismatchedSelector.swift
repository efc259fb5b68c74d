import Findings
import Manifests

/// A workload that does not select its own pods.
struct MismatchedSelector: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-SELECTOR", title: "Selector does not fit the pod template",
        severity: .high,
        why: "The API server refuses such a workload, or it makes pods without end that it does not count.",
        repair: "Give the pod template the labels of the selector.",
        maps: [.kubeLinter("mismatching-selector")],
        references: ["https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector"])

    let examples = Examples(
        good: [Sample.deployment()],
        bad: [Sample.deployment(selector: "app: shop")])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind.isWorkload, object.kind != .pod, object.kind != .cronJob, let pod = object.pod,
            let node = object.spec?["selector"], node.isMapping
        else { return }
        let isPlain = object.kind == .replicationController || object.kind == .deploymentConfig
        let selector = isPlain ? LabelSelector(plain: node) : LabelSelector(node)
        // A Job without labels gets its own from the API server.
        if object.kind == .job, object.spec?["manualSelector"]?.isTrue != true, selector.isEmpty { return }
        guard !selector.matches(pod.labels) else { return }
        report(
            Problem(
                node.range, "\(object.title) selects \(selector.description), but its own pods are not labelled so."))
    }
}
