import Findings

/// The API server: no certificate towards kubelets. Source: CIS Kubernetes Benchmark 1.2.4.
struct NoKubeletClientCertificate: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-API-KUBELET-CERT", title: "No certificate towards kubelets", severity: .low,
        why: "Kubelets cannot tell the API server from others.",
        repair: "Set --kubelet-client-certificate and --kubelet-client-key.",
        maps: [.trivy("KCV-0005"), .cisKubernetes("1.2.4"), .nsaCisa("Encryption"), .cwe(295)],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ], profile: .strict)

    let examples = Examples(
        good: [Sample.controlPlane("kube-apiserver", "--kubelet-client-certificate=/a", "--kubelet-client-key=/b")],
        bad: [Sample.controlPlane("kube-apiserver", "--kubelet-client-certificate=/a")])

    let program = ControlPlaneProgram.apiServer
    let wish = FlagWish.present(["--kubelet-client-certificate", "--kubelet-client-key"])
}
