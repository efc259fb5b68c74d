import Findings

/// The API server: no certificate towards etcd. Source: CIS Kubernetes Benchmark 1.2.23.
struct NoEtcdClientCertificate: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-API-ETCD-CERT", title: "No certificate towards etcd", severity: .low,
        why: "etcd cannot tell the API server from others.",
        repair: "Set --etcd-certfile and --etcd-keyfile.",
        maps: [.trivy("KCV-0026"), .cisKubernetes("1.2.23"), .nsaCisa("Etcd"), .cwe(295)],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ], profile: .strict)

    let examples = Examples(
        good: [Sample.controlPlane("kube-apiserver", "--etcd-certfile=/a", "--etcd-keyfile=/b")],
        bad: [Sample.controlPlane("kube-apiserver", "--secure-port=6443")])

    let program = ControlPlaneProgram.apiServer
    let wish = FlagWish.present(["--etcd-certfile", "--etcd-keyfile"])
}
