import Findings
import Manifests

/// Namespaces where traffic is allowed unless somebody forbids it.
struct NoDefaultDeny: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-NO-DEFAULT-DENY", title: "Namespace without default deny",
        severity: .low,
        why: "Only a policy with an empty podSelector holds for pods that come later; without it they are open until "
            + "somebody thinks of them.",
        repair: "Add a NetworkPolicy with podSelector: {} and policyTypes Ingress and Egress.",
        maps: [.cisKubernetes("5.3.2"), .nsaCisa("Network policies"), .cwe(923)],
        references: ["https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies"],
        profile: .strict,
        confidence: .medium)

    let examples = Examples(
        good: [
            Sample.several(
                Sample.object("v1", "Namespace"),
                Sample.object(
                    "networking.k8s.io/v1", "NetworkPolicy", spec: "podSelector: {}\npolicyTypes: [Ingress, Egress]",
                    metadata: "namespace: web"))
        ],
        bad: [Sample.object("v1", "Namespace")])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind == .namespace, let name = object.name, !name.hasPrefix("kube-") else { return }
        var open: [String] = []
        for direction in ["Ingress", "Egress"] {
            let isDenied = set.all(.networkPolicy).contains { policy in
                guard policy.isInNamespace(name), let selector = policy.spec?["podSelector"] else { return false }
                guard LabelSelector(selector).isEmpty else { return false }
                guard let types = policy.spec?["policyTypes"] else { return direction == "Ingress" }
                return types.items.contains { $0.isText(direction) }
            }
            if !isDenied { open.append(direction) }
        }
        guard !open.isEmpty else { return }
        report(
            Problem(
                object.nameRange,
                "Namespace \(name) has no policy among the files that denies \(open.joined(separator: " and ")) by default."
            ))
    }
}
