import Findings
import Manifests

/// A NetworkPolicy that holds for nobody.
struct DanglingNetworkPolicy: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-DANGLING-NETWORK-POLICY", title: "NetworkPolicy selects no pods",
        severity: .medium,
        why: "A policy that selects no pod protects none; mostly a label was changed on one side.",
        repair: "Make podSelector fit the labels of the pods.",
        maps: [.kubeLinter("dangling-networkpolicy"), .cwe(284)],
        references: ["https://kubernetes.io/docs/concepts/services-networking/network-policies/"],
        profile: .strict,
        confidence: .medium)

    let examples = Examples(
        good: [
            Sample.several(
                Sample.deployment(),
                Sample.object("networking.k8s.io/v1", "NetworkPolicy", spec: "podSelector: {matchLabels: {app: web}}"))
        ],
        bad: [Sample.object("networking.k8s.io/v1", "NetworkPolicy", spec: "podSelector: {matchLabels: {app: web}}")])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind == .networkPolicy, object.group == "networking.k8s.io", let spec = object.spec else { return }
        guard let node = spec["podSelector"], node.isMapping else { return }
        let selector = LabelSelector(node)
        guard set.workloads(selectedBy: selector, in: object.namespace).isEmpty else { return }
        // An empty selector is meant for pods to come.
        report(
            Problem(
                node.range, "\(object.title) selects no pod among the files.",
                profile: selector.isEmpty ? .all : nil))
    }
}
