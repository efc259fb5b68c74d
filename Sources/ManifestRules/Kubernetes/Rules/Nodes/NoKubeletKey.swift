import Findings

/// The kubelet has no key of its own. Source: CIS Kubernetes Benchmark 4.2.10.
struct NoKubeletKey: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-KUBELET-TLS-KEY", title: "The kubelet has no key of its own", severity: .critical,
        why: "The API server cannot tell it from others.",
        repair: "Set tlsPrivateKeyFile.",
        maps: [.trivy("KCV-0089"), .cisKubernetes("4.2.10"), .nsaCisa("Encryption"), .cwe(295)],
        references: [
            "https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ])

    let examples = Examples(
        good: [Sample.node("kubeletTlsPrivateKeyFileArgumentSet", "/a.key")],
        bad: [Sample.node("kubeletTlsPrivateKeyFileArgumentSet", "/a.txt")])

    let field = "kubeletTlsPrivateKeyFileArgumentSet"
    let wish = NodeWish.ends(".key")
}
