import Findings
import Manifests

/// A rule of a NetworkPolicy about pods that are nowhere.
struct DanglingNetworkPolicyPeer: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-DANGLING-PEER", title: "NetworkPolicy names peers that are not there",
        severity: .low,
        why: "The rule opens nothing: traffic that was meant to pass is dropped, or the rule is left over.",
        repair: "Make the peer's podSelector fit, or add a namespaceSelector where the peer is in another namespace.",
        maps: [.kubeLinter("dangling-networkpolicypeer-podselector"), .cwe(284)],
        references: ["https://kubernetes.io/docs/concepts/services-networking/network-policies/"],
        profile: .strict,
        confidence: .medium)

    let examples = Examples(
        good: [
            Sample.several(
                Sample.deployment(),
                Sample.object(
                    "networking.k8s.io/v1", "NetworkPolicy",
                    spec: "podSelector: {}\ningress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]"))
        ],
        bad: [
            Sample.several(
                Sample.deployment(),
                Sample.object(
                    "networking.k8s.io/v1", "NetworkPolicy",
                    spec: "podSelector: {}\ningress: [{from: [{podSelector: {matchLabels: {app: shop}}}]}]"))
        ])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind == .networkPolicy, let spec = object.spec else { return }
        let peers =
            (spec["ingress"]?.items ?? []).flatMap { $0["from"]?.items ?? [] }
            + (spec["egress"]?.items ?? []).flatMap { $0["to"]?.items ?? [] }
        for peer in peers {
            guard let node = peer["podSelector"], peer["namespaceSelector"] == nil else { continue }
            guard set.workloads(selectedBy: LabelSelector(node), in: object.namespace).isEmpty else { continue }
            report(Problem(node.range, "A peer of \(object.title) selects no pod among the files."))
        }
    }
}
