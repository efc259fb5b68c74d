import Findings

/// The kubelet allows every request. Source: CIS Kubernetes Benchmark 4.2.2.
struct KubeletAllowsEveryRequest: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-KUBELET-ALWAYS-ALLOW", title: "The kubelet allows every request", severity: .high,
        why: "Whoever signs in may run commands in its pods.",
        repair: "Set authorization.mode: Webhook.",
        maps: [.trivy("KCV-0080"), .cisKubernetes("4.2.2"), .nsaCisa("Role-based access control"), .cwe(862)],
        references: [
            "https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ])

    let examples = Examples(
        good: [Sample.node("kubeletAuthorizationModeArgumentSet", "Webhook")],
        bad: [Sample.node("kubeletAuthorizationModeArgumentSet", "AlwaysAllow")])

    let field = "kubeletAuthorizationModeArgumentSet"
    let wish = NodeWish.never("AlwaysAllow")
}
