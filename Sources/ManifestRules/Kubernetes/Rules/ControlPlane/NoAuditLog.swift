import Findings

/// The API server: no audit log. Source: CIS Kubernetes Benchmark 1.2.16.
struct NoAuditLog: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-API-AUDIT-LOG", title: "No audit log", severity: .low,
        why: "Nobody can tell afterwards who did what.",
        repair: "Set --audit-log-path.",
        maps: [
            .trivy("KCV-0019"), .cisKubernetes("1.2.16"), .nsaCisa("Kubernetes native audit logging configuration"),
            .cwe(778),
        ],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ], profile: .strict)

    let examples = Examples(
        good: [Sample.controlPlane("kube-apiserver", "--audit-log-path=/var/log/audit.log")],
        bad: [Sample.controlPlane("kube-apiserver", "--secure-port=6443")])

    let program = ControlPlaneProgram.apiServer
    let wish = FlagWish.present(["--audit-log-path"])
}
