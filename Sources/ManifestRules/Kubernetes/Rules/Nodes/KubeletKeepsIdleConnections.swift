import Findings

/// Idle connections are never closed. Source: CIS Kubernetes Benchmark 4.2.5.
struct KubeletKeepsIdleConnections: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-KUBELET-IDLE", title: "Idle connections are never closed", severity: .high,
        why: "Connections pile up until the kubelet answers no more.",
        repair: "Set streamingConnectionIdleTimeout, such as 5m.",
        maps: [.trivy("KCV-0085"), .cisKubernetes("4.2.5"), .nsaCisa("Resource policies"), .cwe(400)],
        references: [
            "https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ])

    let examples = Examples(
        good: [Sample.node("kubeletStreamingConnectionIdleTimeoutArgumentSet", "5m")],
        bad: [Sample.node("kubeletStreamingConnectionIdleTimeoutArgumentSet", "0")])

    let field = "kubeletStreamingConnectionIdleTimeoutArgumentSet"
    let wish = NodeWish.never("0")
}
