import Findings

/// The controller manager: certificates of kubelets are not rotated. Source: CIS Kubernetes Benchmark 1.3.6.
struct ServerCertificatesNotRotated: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-CM-ROTATE", title: "Certificates of kubelets are not rotated", severity: .low,
        why: "Certificates run out or stay good for long after they leaked.",
        repair: "Remove RotateKubeletServerCertificate=false from --feature-gates.",
        maps: [.trivy("KCV-0038"), .cisKubernetes("1.3.6"), .nsaCisa("Encryption"), .cwe(324)],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-controller-manager/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ], profile: .strict)

    let examples = Examples(
        good: [Sample.controlPlane("kube-controller-manager", "--feature-gates=RotateKubeletServerCertificate=true")],
        bad: [Sample.controlPlane("kube-controller-manager", "--feature-gates=RotateKubeletServerCertificate=false")])

    let program = ControlPlaneProgram.controllerManager
    let wish = FlagWish.avoids("--feature-gates", "RotateKubeletServerCertificate=false")
}
