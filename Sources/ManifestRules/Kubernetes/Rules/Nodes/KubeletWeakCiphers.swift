import Findings

/// The kubelet accepts weak ciphers. Source: CIS Kubernetes Benchmark 4.2.13.
struct KubeletWeakCiphers: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-KUBELET-CIPHERS", title: "The kubelet accepts weak ciphers", severity: .critical,
        why: "Connections to it can be read or changed.",
        repair: "Set tlsCipherSuites.",
        maps: [.trivy("KCV-0092"), .cisKubernetes("4.2.13"), .nsaCisa("Encryption"), .cwe(327)],
        references: [
            "https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ])

    let examples = Examples(
        good: [Sample.node("kubeletOnlyUseStrongCryptographic", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")],
        bad: [Sample.node("kubeletOnlyUseStrongCryptographic", "TLS_RSA_WITH_RC4_128_SHA")])

    let field = "kubeletOnlyUseStrongCryptographic"
    let wish = NodeWish.oneOf(Self.ciphers)

    /// Ciphers without known weaknesses.
    private static let ciphers: Set<String> = [
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "TLS_RSA_WITH_AES_256_GCM_SHA384", "TLS_RSA_WITH_AES_128_GCM_SHA256",
    ]
}
