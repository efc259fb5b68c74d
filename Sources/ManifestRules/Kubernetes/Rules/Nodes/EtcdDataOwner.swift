import Findings

/// Who owns /var/lib/etcd. Source: CIS Kubernetes Benchmark 1.1.12.
struct EtcdDataOwner: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-ETCD-DATA-OWNER", title: "etcd's data folder does not belong to etcd:etcd", severity: .low,
        why: "It holds every object of the cluster, its secrets among them. Its owner may change it.",
        repair: "chown etcd:etcd /var/lib/etcd.",
        maps: [.trivy("KCV-0059"), .cisKubernetes("1.1.12"), .nsaCisa("Etcd"), .cwe(282)],
        references: ["https://www.cisecurity.org/benchmark/kubernetes"])

    let examples = Examples(
        good: [Sample.node("etcdDataDirectoryOwnership", "\"etcd:etcd\"")],
        bad: [Sample.node("etcdDataDirectoryOwnership", "\"user:user\"")])

    let field = "etcdDataDirectoryOwnership"
    let wish = NodeWish.owner("etcd:etcd")
    let isOfMastersOnly = true
}
