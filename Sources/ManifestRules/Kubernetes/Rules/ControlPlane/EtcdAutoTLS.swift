import Findings

/// etcd: certificate made by itself. Source: CIS Kubernetes Benchmark 2.3.
struct EtcdAutoTLS: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-ETCD-AUTO-TLS", title: "Certificate made by itself", severity: .low,
        why: "A self-signed certificate can be verified by nobody.",
        repair: "Remove --auto-tls=true.",
        maps: [.trivy("KCV-0044"), .cisKubernetes("2.3"), .nsaCisa("Etcd"), .cwe(295)],
        references: [
            "https://etcd.io/docs/latest/op-guide/security/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ], profile: .strict)

    let examples = Examples(
        good: [Sample.controlPlane("etcd", "--auto-tls=false")],
        bad: [Sample.controlPlane("etcd", "--auto-tls=true")])

    let program = ControlPlaneProgram.etcd
    let wish = FlagWish.unequal("--auto-tls", "true")
}
