import Findings

/// etcd: no certificate between members. Source: CIS Kubernetes Benchmark 2.4.
struct NoEtcdPeerCertificate: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-ETCD-PEER-TLS", title: "No certificate between members", severity: .low,
        why: "What members tell each other crosses the network readable.",
        repair: "Set --peer-cert-file and --peer-key-file.",
        maps: [.trivy("KCV-0045"), .cisKubernetes("2.4"), .nsaCisa("Etcd"), .cwe(319)],
        references: [
            "https://etcd.io/docs/latest/op-guide/security/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ], profile: .strict)

    let examples = Examples(
        good: [Sample.controlPlane("etcd", "--peer-cert-file=/a", "--peer-key-file=/b")],
        bad: [Sample.controlPlane("etcd", "--peer-cert-file=/a")])

    let program = ControlPlaneProgram.etcd
    let wish = FlagWish.present(["--peer-cert-file", "--peer-key-file"])
}
