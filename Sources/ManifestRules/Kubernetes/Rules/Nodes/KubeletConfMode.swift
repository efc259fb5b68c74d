import Findings

/// Who may read or change /etc/kubernetes/kubelet.conf. Source: CIS Kubernetes Benchmark 4.1.5.
struct KubeletConfMode: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-KUBELET-CONF-MODE", title: "kubelet.conf can be read or changed by others", severity: .high,
        why: "It holds the credentials of the node.",
        repair: "chmod 600 /etc/kubernetes/kubelet.conf, or stricter.",
        maps: [.trivy("KCV-0073"), .cisKubernetes("4.1.5"), .nsaCisa("Kubeconfig Files"), .cwe(732)],
        references: ["https://www.cisecurity.org/benchmark/kubernetes"])

    let examples = Examples(
        good: [Sample.node("kubeletConfFilePermissions", "600")],
        bad: [Sample.node("kubeletConfFilePermissions", "700")])

    let field = "kubeletConfFilePermissions"
    let wish = NodeWish.mode(600)
}
