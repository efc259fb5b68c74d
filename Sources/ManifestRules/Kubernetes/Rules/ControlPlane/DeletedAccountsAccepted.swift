import Findings

/// The API server: tokens of deleted accounts are accepted. Source: CIS Kubernetes Benchmark 1.2.21.
struct DeletedAccountsAccepted: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-API-ACCOUNT-LOOKUP", title: "Tokens of deleted accounts are accepted", severity: .low,
        why: "A token stays good after its account is gone.",
        repair: "Remove --service-account-lookup=false.",
        maps: [.trivy("KCV-0024"), .cisKubernetes("1.2.21"), .nsaCisa("Authentication"), .cwe(613)],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ])

    let examples = Examples(
        good: [Sample.controlPlane("kube-apiserver", "--service-account-lookup=true")],
        bad: [Sample.controlPlane("kube-apiserver", "--service-account-lookup=false")])

    let program = ControlPlaneProgram.apiServer
    let wish = FlagWish.unequal("--service-account-lookup", "false")
}
