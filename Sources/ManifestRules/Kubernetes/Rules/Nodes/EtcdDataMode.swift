import Findings

/// Who may read or change /var/lib/etcd. Source: CIS Kubernetes Benchmark 1.1.11.
struct EtcdDataMode: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-ETCD-DATA-MODE", title: "etcd's data folder can be read or changed by others", severity: .low,
        why: "It holds every object of the cluster, its secrets among them.",
        repair: "chmod 700 /var/lib/etcd, or stricter.",
        maps: [.trivy("KCV-0058"), .cisKubernetes("1.1.11"), .nsaCisa("Etcd"), .cwe(732)],
        references: ["https://www.cisecurity.org/benchmark/kubernetes"])

    let examples = Examples(
        good: [Sample.node("etcdDataDirectoryPermissions", "700")],
        bad: [Sample.node("etcdDataDirectoryPermissions", "755")])

    let field = "etcdDataDirectoryPermissions"
    let wish = NodeWish.mode(700)
    let isOfMastersOnly = true
}
