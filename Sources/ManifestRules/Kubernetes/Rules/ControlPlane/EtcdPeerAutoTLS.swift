import Findings

/// etcd: certificate of members made by itself. Source: CIS Kubernetes Benchmark 2.6.
struct EtcdPeerAutoTLS: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-ETCD-PEER-AUTO-TLS", title: "Certificate of members made by itself", severity: .low,
        why: "A self-signed certificate can be verified by nobody.",
        repair: "Remove --peer-auto-tls=true.",
        maps: [.trivy("KCV-0047"), .cisKubernetes("2.6"), .nsaCisa("Etcd"), .cwe(295)],
        references: [
            "https://etcd.io/docs/latest/op-guide/security/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ], profile: .strict)

    let examples = Examples(
        good: [Sample.controlPlane("etcd", "--peer-auto-tls=false")],
        bad: [Sample.controlPlane("etcd", "--peer-auto-tls=true")])

    let program = ControlPlaneProgram.etcd
    let wish = FlagWish.unequal("--peer-auto-tls", "true")
}
