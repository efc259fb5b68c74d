import Findings

/// The API server: static tokens are accepted. Source: CIS Kubernetes Benchmark 1.2.2.
struct StaticAPITokens: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-API-TOKEN-FILE", title: "Static tokens are accepted", severity: .low,
        why: "Tokens of a file never expire and stand there readable.",
        repair: "Remove --token-auth-file.",
        maps: [.trivy("KCV-0002"), .cisKubernetes("1.2.2"), .nsaCisa("Authentication"), .cwe(798)],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ])

    let examples = Examples(
        good: [Sample.controlPlane("kube-apiserver", "--secure-port=6443")],
        bad: [Sample.controlPlane("kube-apiserver", "--token-auth-file=/a")])

    let program = ControlPlaneProgram.apiServer
    let wish = FlagWish.absent("--token-auth-file")
}
