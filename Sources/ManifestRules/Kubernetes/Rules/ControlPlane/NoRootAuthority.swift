import Findings

/// The controller manager: pods cannot verify the API server. Source: CIS Kubernetes Benchmark 1.3.5.
struct NoRootAuthority: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-CM-ROOT-CA", title: "Pods cannot verify the API server", severity: .low,
        why: "Without the authority in their token folder pods cannot tell the API server from others.",
        repair: "Set --root-ca-file.",
        maps: [.trivy("KCV-0037"), .cisKubernetes("1.3.5"), .nsaCisa("Encryption"), .cwe(295)],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-controller-manager/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ], profile: .strict)

    let examples = Examples(
        good: [Sample.controlPlane("kube-controller-manager", "--root-ca-file=/a")],
        bad: [Sample.controlPlane("kube-controller-manager", "--leader-elect=true")])

    let program = ControlPlaneProgram.controllerManager
    let wish = FlagWish.present(["--root-ca-file"])
}
