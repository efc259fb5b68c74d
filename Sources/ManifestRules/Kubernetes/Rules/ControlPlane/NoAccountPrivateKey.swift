import Findings

/// The controller manager: no key for tokens of accounts. Source: CIS Kubernetes Benchmark 1.3.4.
struct NoAccountPrivateKey: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-CM-ACCOUNT-KEY", title: "No key for tokens of accounts", severity: .low,
        why: "Tokens cannot be rotated by their own key.",
        repair: "Set --service-account-private-key-file.",
        maps: [.trivy("KCV-0036"), .cisKubernetes("1.3.4"), .nsaCisa("Authentication"), .cwe(321)],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-controller-manager/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ], profile: .strict)

    let examples = Examples(
        good: [Sample.controlPlane("kube-controller-manager", "--service-account-private-key-file=/a")],
        bad: [Sample.controlPlane("kube-controller-manager", "--leader-elect=true")])

    let program = ControlPlaneProgram.controllerManager
    let wish = FlagWish.present(["--service-account-private-key-file"])
}
