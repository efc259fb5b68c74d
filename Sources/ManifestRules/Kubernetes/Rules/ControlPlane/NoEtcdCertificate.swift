import Findings

/// etcd: no certificate of its own. Source: CIS Kubernetes Benchmark 2.1.
struct NoEtcdCertificate: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-ETCD-TLS", title: "No certificate of its own", severity: .low,
        why: "Everything the cluster knows crosses the network readable.",
        repair: "Set --cert-file and --key-file.",
        maps: [.trivy("KCV-0042"), .cisKubernetes("2.1"), .nsaCisa("Etcd"), .cwe(319)],
        references: [
            "https://etcd.io/docs/latest/op-guide/security/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ], profile: .strict)

    let examples = Examples(
        good: [Sample.controlPlane("etcd", "--cert-file=/a", "--key-file=/b")],
        bad: [Sample.controlPlane("etcd", "--cert-file=/a")])

    let program = ControlPlaneProgram.etcd
    let wish = FlagWish.present(["--cert-file", "--key-file"])
}
