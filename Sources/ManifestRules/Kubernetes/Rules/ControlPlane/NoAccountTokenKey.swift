import Findings

/// The API server: no key for tokens of accounts. Source: CIS Kubernetes Benchmark 1.2.22.
struct NoAccountTokenKey: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-API-ACCOUNT-KEY", title: "No key for tokens of accounts", severity: .low,
        why: "Tokens are then verified with the key of the server's certificate.",
        repair: "Set --service-account-key-file.",
        maps: [.trivy("KCV-0025"), .cisKubernetes("1.2.22"), .nsaCisa("Authentication"), .cwe(321)],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ], profile: .strict)

    let examples = Examples(
        good: [Sample.controlPlane("kube-apiserver", "--service-account-key-file=/a")],
        bad: [Sample.controlPlane("kube-apiserver", "--secure-port=6443")])

    let program = ControlPlaneProgram.apiServer
    let wish = FlagWish.present(["--service-account-key-file"])
}
