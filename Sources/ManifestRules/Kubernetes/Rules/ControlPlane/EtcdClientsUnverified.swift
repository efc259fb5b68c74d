import Findings

/// etcd: clients need no certificate. Source: CIS Kubernetes Benchmark 2.2.
struct EtcdClientsUnverified: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-ETCD-CLIENT-AUTH", title: "Clients need no certificate", severity: .low,
        why: "Whoever reaches etcd reads and writes every object.",
        repair: "Set --client-cert-auth=true.",
        maps: [.trivy("KCV-0043"), .cisKubernetes("2.2"), .nsaCisa("Etcd"), .cwe(306)],
        references: [
            "https://etcd.io/docs/latest/op-guide/security/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ], profile: .strict)

    let examples = Examples(
        good: [Sample.controlPlane("etcd", "--client-cert-auth=true")],
        bad: [Sample.controlPlane("etcd", "--client-cert-auth=false")])

    let program = ControlPlaneProgram.etcd
    let wish = FlagWish.equal("--client-cert-auth", "true")
}
