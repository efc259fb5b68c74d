import Findings
import Manifests

/// Pods that may go out but not ask for names.
struct EgressWithoutDNS: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-EGRESS-DNS", title: "Egress rules leave DNS out",
        severity: .low,
        why: "A policy that limits Egress and does not allow port 53 breaks every name: people then open all to repair "
            + "it.",
        repair: "Allow UDP and TCP port 53 to kube-system's DNS.",
        maps: [.nsaCisa("Network policies")],
        references: ["https://kubernetes.io/docs/concepts/services-networking/network-policies/"],
        profile: .strict,
        confidence: .medium)

    let examples = Examples(
        good: [
            Sample.object(
                "networking.k8s.io/v1", "NetworkPolicy",
                spec:
                    "podSelector: {}\npolicyTypes: [Egress]\negress: [{ports: [{port: 53, protocol: UDP}]}, {ports: [{port: 443}]}]"
            )
        ],
        bad: [
            Sample.object(
                "networking.k8s.io/v1", "NetworkPolicy",
                spec: "podSelector: {}\npolicyTypes: [Egress]\negress: [{ports: [{port: 443}]}]")
        ])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind == .networkPolicy, let entry = object.spec?.entry("egress") else { return }
        let rules = entry.value.items
        guard !rules.isEmpty else { return }
        let allowsDNS = rules.contains { rule in
            guard let ports = rule["ports"]?.items, !ports.isEmpty else { return true }
            return ports.contains { port in
                guard let first = port["port"]?.int else { return true }
                return first == 53 || first < 53 && (port["endPort"]?.int ?? 0) >= 53
            }
        }
        // Another policy for the same pods may allow it.
        let other = set.all(.networkPolicy).contains { policy in
            policy.node != object.node && policy.isInNamespace(object.namespace)
                && (policy.spec?["egress"]?.items ?? []).contains { rule in
                    let ports = rule["ports"]?.items ?? []
                    return ports.isEmpty || ports.contains { $0["port"]?.int == 53 }
                }
        }
        guard !allowsDNS, !other else { return }
        report(Problem(entry.key.range, "\(object.title) limits Egress without allowing DNS."))
    }
}
