import Findings
import Manifests

/// A policy without any selector.
struct NetworkPolicySelectors: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-NETWORK-POLICY-SELECTOR", title: "NetworkPolicy without selectors",
        severity: .medium,
        why: "Without podSelector or namespaceSelector a policy says nothing of who may talk to whom.",
        repair: "Use podSelector and namespaceSelector.",
        maps: [.trivy("KSV-0038"), .nsaCisa("Network policies"), .cwe(284)],
        references: ["https://kubernetes.io/docs/concepts/services-networking/network-policies/"])

    let examples = Examples(
        good: [Sample.object("networking.k8s.io/v1", "NetworkPolicy", spec: "podSelector: {}\npolicyTypes: [Ingress]")],
        bad: [Sample.object("networking.k8s.io/v1", "NetworkPolicy", spec: "policyTypes: [Ingress]")])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind == .networkPolicy, object.group == "networking.k8s.io" || object.group == "extensions",
            let spec = object.spec
        else { return }
        if spec.has("podSelector") || spec.has("namespaceSelector") { return }
        for (list, direction) in [("ingress", "from"), ("egress", "to")] {
            for rule in spec[list]?.items ?? [] {
                for peer in rule[direction]?.items ?? []
                where peer.has("podSelector") || peer.has("namespaceSelector") {
                    return
                }
            }
        }
        report(Problem(object.nameRange, "\(object.title) has no selector."))
    }
}
