import Findings

/// The API server: no certificate of its own. Source: CIS Kubernetes Benchmark 1.2.24.
struct NoAPIServerCertificate: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-API-TLS", title: "No certificate of its own", severity: .low,
        why: "Clients cannot tell the API server from others.",
        repair: "Set --tls-cert-file and --tls-private-key-file.",
        maps: [.trivy("KCV-0027"), .cisKubernetes("1.2.24"), .nsaCisa("Encryption"), .cwe(295)],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ], profile: .strict)

    let examples = Examples(
        good: [Sample.controlPlane("kube-apiserver", "--tls-cert-file=/a", "--tls-private-key-file=/b")],
        bad: [Sample.controlPlane("kube-apiserver", "--secure-port=6443")])

    let program = ControlPlaneProgram.apiServer
    let wish = FlagWish.present(["--tls-cert-file", "--tls-private-key-file"])
}
