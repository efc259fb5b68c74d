import Findings

/// The API server: size of audit logs is not set. Source: CIS Kubernetes Benchmark 1.2.19.
struct NoAuditLogSize: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-API-AUDIT-SIZE", title: "Size of audit logs is not set", severity: .low,
        why: "Logs go before an attack is noticed.",
        repair: "Set --audit-log-maxsize=100.",
        maps: [
            .trivy("KCV-0022"), .cisKubernetes("1.2.19"), .nsaCisa("Kubernetes native audit logging configuration"),
            .cwe(778),
        ],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ], profile: .strict)

    let examples = Examples(
        good: [Sample.controlPlane("kube-apiserver", "--audit-log-maxsize=100")],
        bad: [Sample.controlPlane("kube-apiserver", "--secure-port=6443")])

    let program = ControlPlaneProgram.apiServer
    let wish = FlagWish.present(["--audit-log-maxsize"])
}
