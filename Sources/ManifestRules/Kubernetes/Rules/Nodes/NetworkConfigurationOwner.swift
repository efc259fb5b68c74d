import Findings

/// Who owns /etc/cni/net.d. Source: CIS Kubernetes Benchmark 1.1.10.
struct NetworkConfigurationOwner: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-CNI-OWNER", title: "The configuration of the container network does not belong to root:root",
        severity: .high,
        why: "The kubelet runs the programs it names as root, for each pod. Its owner may change it.",
        repair: "chown root:root /etc/cni/net.d.",
        maps: [.trivy("KCV-0057"), .cisKubernetes("1.1.10"), .nsaCisa("Control plane hardening"), .cwe(282)],
        references: ["https://www.cisecurity.org/benchmark/kubernetes"])

    let examples = Examples(
        good: [Sample.node("containerNetworkInterfaceFileOwnership", "\"root:root\"")],
        bad: [Sample.node("containerNetworkInterfaceFileOwnership", "\"user:user\"")])

    let field = "containerNetworkInterfaceFileOwnership"
    let wish = NodeWish.owner("root:root")
    let isOfMastersOnly = true
}
