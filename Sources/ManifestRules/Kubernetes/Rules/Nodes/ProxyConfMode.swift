import Findings

/// Who may read or change the proxy's kubeconfig. Source: CIS Kubernetes Benchmark 4.1.3.
struct ProxyConfMode: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-PROXY-CONF-MODE", title: "The proxy's kubeconfig can be read or changed by others",
        severity: .high,
        why: "It holds the credentials of kube-proxy.",
        repair: "chmod 600 the proxy's kubeconfig, or stricter.",
        maps: [.trivy("KCV-0071"), .cisKubernetes("4.1.3"), .nsaCisa("Kubeconfig Files"), .cwe(732)],
        references: ["https://www.cisecurity.org/benchmark/kubernetes"])

    let examples = Examples(
        good: [Sample.node("kubeconfigFileExistsPermissions", "600")],
        bad: [Sample.node("kubeconfigFileExistsPermissions", "700")])

    let field = "kubeconfigFileExistsPermissions"
    let wish = NodeWish.mode(600)
}
