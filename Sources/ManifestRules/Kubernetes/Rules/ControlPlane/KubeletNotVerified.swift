import Findings

/// The API server: certificates of kubelets are not verified. Source: CIS Kubernetes Benchmark 1.2.5.
struct KubeletNotVerified: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-API-KUBELET-CA", title: "Certificates of kubelets are not verified", severity: .low,
        why: "Somebody in between can pose as a kubelet.",
        repair: "Set --kubelet-certificate-authority.",
        maps: [.trivy("KCV-0006"), .cisKubernetes("1.2.5"), .nsaCisa("Encryption"), .cwe(295)],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ], profile: .strict)

    let examples = Examples(
        good: [Sample.controlPlane("kube-apiserver", "--kubelet-certificate-authority=/a")],
        bad: [Sample.controlPlane("kube-apiserver", "--secure-port=6443")])

    let program = ControlPlaneProgram.apiServer
    let wish = FlagWish.present(["--kubelet-certificate-authority"])
}
