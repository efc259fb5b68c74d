import Findings

/// The kubelet has no certificate of an authority. Source: CIS Kubernetes Benchmark 4.2.10.
struct NoKubeletCertificate: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-KUBELET-TLS-CERT", title: "The kubelet has no certificate of an authority",
        severity: .critical,
        why: "The API server cannot tell it from others.",
        repair: "Set tlsCertFile.",
        maps: [.trivy("KCV-0088"), .cisKubernetes("4.2.10"), .nsaCisa("Encryption"), .cwe(295)],
        references: [
            "https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ])

    let examples = Examples(
        good: [Sample.node("kubeletTlsCertFileTlsArgumentSet", "/a.crt")],
        bad: [Sample.node("kubeletTlsCertFileTlsArgumentSet", "/a.txt")])

    let field = "kubeletTlsCertFileTlsArgumentSet"
    let wish = NodeWish.ends(".crt")
}
