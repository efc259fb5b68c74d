import Findings

/// Who owns /etc/kubernetes/kubelet.conf. Source: CIS Kubernetes Benchmark 4.1.6.
struct KubeletConfOwner: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-KUBELET-CONF-OWNER", title: "kubelet.conf does not belong to root:root", severity: .high,
        why: "It holds the credentials of the node. Its owner may change it.",
        repair: "chown root:root /etc/kubernetes/kubelet.conf.",
        maps: [.trivy("KCV-0074"), .cisKubernetes("4.1.6"), .nsaCisa("Kubeconfig Files"), .cwe(282)],
        references: ["https://www.cisecurity.org/benchmark/kubernetes"])

    let examples = Examples(
        good: [Sample.node("kubeletConfFileOwnership", "\"root:root\"")],
        bad: [Sample.node("kubeletConfFileOwnership", "\"user:user\"")])

    let field = "kubeletConfFileOwnership"
    let wish = NodeWish.owner("root:root")
}
