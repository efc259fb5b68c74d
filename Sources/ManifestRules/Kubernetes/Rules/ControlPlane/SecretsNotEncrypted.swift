import Findings

/// The API server: secrets are not encrypted in etcd. Source: CIS Kubernetes Benchmark 1.2.27.
struct SecretsNotEncrypted: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-API-ENCRYPTION", title: "Secrets are not encrypted in etcd", severity: .low,
        why: "Whoever reads etcd or its backups reads every secret.",
        repair: "Set --encryption-provider-config.",
        maps: [.trivy("KCV-0030"), .cisKubernetes("1.2.27"), .nsaCisa("Secrets"), .cwe(311)],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ], profile: .strict)

    let examples = Examples(
        good: [Sample.controlPlane("kube-apiserver", "--encryption-provider-config=/a")],
        bad: [Sample.controlPlane("kube-apiserver", "--secure-port=6443")])

    let program = ControlPlaneProgram.apiServer
    let wish = FlagWish.present(["--encryption-provider-config"])
}
