import Findings

/// Who may read or change /etc/cni/net.d. Source: CIS Kubernetes Benchmark 1.1.9.
struct NetworkConfigurationMode: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-CNI-MODE",
        title: "The configuration of the container network can be read or changed by others", severity: .high,
        why: "The kubelet runs the programs it names as root, for each pod.",
        repair: "chmod 600 /etc/cni/net.d, or stricter.",
        maps: [.trivy("KCV-0056"), .cisKubernetes("1.1.9"), .nsaCisa("Control plane hardening"), .cwe(732)],
        references: ["https://www.cisecurity.org/benchmark/kubernetes"])

    let examples = Examples(
        good: [Sample.node("containerNetworkInterfaceFilePermissions", "600")],
        bad: [Sample.node("containerNetworkInterfaceFilePermissions", "700")])

    let field = "containerNetworkInterfaceFilePermissions"
    let wish = NodeWish.mode(600)
    let isOfMastersOnly = true
}
