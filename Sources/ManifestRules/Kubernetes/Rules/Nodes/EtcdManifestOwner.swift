import Findings

/// Who owns /etc/kubernetes/manifests/etcd.yaml. Source: CIS Kubernetes Benchmark 1.1.8.
struct EtcdManifestOwner: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-ETCD-SPEC-OWNER", title: "etcd's manifest does not belong to root:root", severity: .high,
        why: "It says where the whole state of the cluster lies and who may read it. Its owner may change it.",
        repair: "chown root:root /etc/kubernetes/manifests/etcd.yaml.",
        maps: [.trivy("KCV-0055"), .cisKubernetes("1.1.8"), .nsaCisa("Etcd"), .cwe(282)],
        references: ["https://www.cisecurity.org/benchmark/kubernetes"])

    let examples = Examples(
        good: [Sample.node("kubeEtcdSpecFileOwnership", "\"root:root\"")],
        bad: [Sample.node("kubeEtcdSpecFileOwnership", "\"user:user\"")])

    let field = "kubeEtcdSpecFileOwnership"
    let wish = NodeWish.owner("root:root")
    let isOfMastersOnly = true
}
