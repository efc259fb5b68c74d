import Findings

/// The API server: certificate of etcd is not verified. Source: CIS Kubernetes Benchmark 1.2.26.
struct EtcdNotVerified: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-API-ETCD-CA", title: "Certificate of etcd is not verified", severity: .low,
        why: "Somebody in between can pose as etcd.",
        repair: "Set --etcd-cafile.",
        maps: [.trivy("KCV-0029"), .cisKubernetes("1.2.26"), .nsaCisa("Etcd"), .cwe(295)],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ], profile: .strict)

    let examples = Examples(
        good: [Sample.controlPlane("kube-apiserver", "--etcd-cafile=/a")],
        bad: [Sample.controlPlane("kube-apiserver", "--secure-port=6443")])

    let program = ControlPlaneProgram.apiServer
    let wish = FlagWish.present(["--etcd-cafile"])
}
