import Findings

/// The API server: number of audit logs is not set. Source: CIS Kubernetes Benchmark 1.2.18.
struct NoAuditLogBackups: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-API-AUDIT-BACKUP", title: "Number of audit logs is not set", severity: .low,
        why: "Logs go before an attack is noticed.",
        repair: "Set --audit-log-maxbackup=10.",
        maps: [
            .trivy("KCV-0021"), .cisKubernetes("1.2.18"), .nsaCisa("Kubernetes native audit logging configuration"),
            .cwe(778),
        ],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ], profile: .strict)

    let examples = Examples(
        good: [Sample.controlPlane("kube-apiserver", "--audit-log-maxbackup=10")],
        bad: [Sample.controlPlane("kube-apiserver", "--secure-port=6443")])

    let program = ControlPlaneProgram.apiServer
    let wish = FlagWish.present(["--audit-log-maxbackup"])
}
