import Findings

/// The API server: anonymous requests are allowed. Source: CIS Kubernetes Benchmark 1.2.1.
struct AnonymousAPIRequests: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-API-ANONYMOUS", title: "Anonymous requests are allowed", severity: .medium,
        why: "Requests without credentials are answered with the rights of system:anonymous.",
        repair: "Set --anonymous-auth=false.",
        maps: [.trivy("KCV-0001"), .cisKubernetes("1.2.1"), .nsaCisa("Authentication"), .cwe(306)],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ], profile: .strict)

    let examples = Examples(
        good: [Sample.controlPlane("kube-apiserver", "--anonymous-auth=false")],
        bad: [Sample.controlPlane("kube-apiserver", "--anonymous-auth=true")])

    let program = ControlPlaneProgram.apiServer
    let wish = FlagWish.equal("--anonymous-auth", "false")
}
