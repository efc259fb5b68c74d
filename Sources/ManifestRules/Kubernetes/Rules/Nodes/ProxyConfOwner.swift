import Findings

/// Who owns the proxy's kubeconfig. Source: CIS Kubernetes Benchmark 4.1.4.
struct ProxyConfOwner: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-PROXY-CONF-OWNER", title: "The proxy's kubeconfig does not belong to root:root",
        severity: .high,
        why: "It holds the credentials of kube-proxy. Its owner may change it.",
        repair: "chown root:root the proxy's kubeconfig.",
        maps: [.trivy("KCV-0072"), .cisKubernetes("4.1.4"), .nsaCisa("Kubeconfig Files"), .cwe(282)],
        references: ["https://www.cisecurity.org/benchmark/kubernetes"])

    let examples = Examples(
        good: [Sample.node("kubeconfigFileExistsOwnership", "\"root:root\"")],
        bad: [Sample.node("kubeconfigFileExistsOwnership", "\"user:user\"")])

    let field = "kubeconfigFileExistsOwnership"
    let wish = NodeWish.owner("root:root")
}
