import Findings

/// etcd: members need no certificate. Source: CIS Kubernetes Benchmark 2.5.
struct EtcdPeersUnverified: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-ETCD-PEER-AUTH", title: "Members need no certificate", severity: .low,
        why: "Anyone can join and read all.",
        repair: "Set --peer-client-cert-auth=true.",
        maps: [.trivy("KCV-0046"), .cisKubernetes("2.5"), .nsaCisa("Etcd"), .cwe(306)],
        references: [
            "https://etcd.io/docs/latest/op-guide/security/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ], profile: .strict)

    let examples = Examples(
        good: [Sample.controlPlane("etcd", "--peer-client-cert-auth=true")],
        bad: [Sample.controlPlane("etcd", "--peer-client-cert-auth=false")])

    let program = ControlPlaneProgram.etcd
    let wish = FlagWish.equal("--peer-client-cert-auth", "true")
}
