import Findings

/// The API server: no authority for client certificates. Source: CIS Kubernetes Benchmark 1.2.25.
struct NoClientAuthority: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-API-CLIENT-CA", title: "No authority for client certificates", severity: .low,
        why: "Client certificates cannot be verified.",
        repair: "Set --client-ca-file.",
        maps: [.trivy("KCV-0028"), .cisKubernetes("1.2.25"), .nsaCisa("Authentication"), .cwe(295)],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ], profile: .strict)

    let examples = Examples(
        good: [Sample.controlPlane("kube-apiserver", "--client-ca-file=/a")],
        bad: [Sample.controlPlane("kube-apiserver", "--secure-port=6443")])

    let program = ControlPlaneProgram.apiServer
    let wish = FlagWish.present(["--client-ca-file"])
}
