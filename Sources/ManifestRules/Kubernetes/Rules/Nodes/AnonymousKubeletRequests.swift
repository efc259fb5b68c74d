import Findings

/// The kubelet answers anonymous requests. Source: CIS Kubernetes Benchmark 4.2.1.
struct AnonymousKubeletRequests: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-KUBELET-ANONYMOUS", title: "The kubelet answers anonymous requests", severity: .critical,
        why: "Anyone in the network can run commands in its pods.",
        repair: "Set authentication.anonymous.enabled: false.",
        maps: [.trivy("KCV-0079"), .cisKubernetes("4.2.1"), .nsaCisa("Authentication"), .cwe(306)],
        references: [
            "https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ])

    let examples = Examples(
        good: [Sample.node("kubeletAnonymousAuthArgumentSet", "\"false\"")],
        bad: [Sample.node("kubeletAnonymousAuthArgumentSet", "\"true\"")])

    let field = "kubeletAnonymousAuthArgumentSet"
    let wish = NodeWish.never("true")
}
