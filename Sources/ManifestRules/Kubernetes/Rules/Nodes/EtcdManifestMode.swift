import Findings

/// Who may read or change /etc/kubernetes/manifests/etcd.yaml. Source: CIS Kubernetes Benchmark 1.1.7.
struct EtcdManifestMode: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-ETCD-SPEC-MODE", title: "etcd's manifest can be read or changed by others", severity: .high,
        why: "It says where the whole state of the cluster lies and who may read it.",
        repair: "chmod 600 /etc/kubernetes/manifests/etcd.yaml, or stricter.",
        maps: [.trivy("KCV-0054"), .cisKubernetes("1.1.7"), .nsaCisa("Etcd"), .cwe(732)],
        references: ["https://www.cisecurity.org/benchmark/kubernetes"])

    let examples = Examples(
        good: [Sample.node("kubeEtcdSpecFilePermission", "600")],
        bad: [Sample.node("kubeEtcdSpecFilePermission", "700")])

    let field = "kubeEtcdSpecFilePermission"
    let wish = NodeWish.mode(600)
    let isOfMastersOnly = true
}
