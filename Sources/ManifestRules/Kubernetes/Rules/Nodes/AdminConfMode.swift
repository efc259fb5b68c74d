import Findings

/// Who may read or change /etc/kubernetes/admin.conf. Source: CIS Kubernetes Benchmark 1.1.13.
struct AdminConfMode: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-ADMIN-CONF-MODE", title: "admin.conf can be read or changed by others", severity: .critical,
        why: "It holds the credentials of the cluster's admin.",
        repair: "chmod 600 /etc/kubernetes/admin.conf, or stricter.",
        maps: [.trivy("KCV-0060"), .cisKubernetes("1.1.13"), .nsaCisa("Kubeconfig Files"), .cwe(732)],
        references: ["https://www.cisecurity.org/benchmark/kubernetes"])

    let examples = Examples(
        good: [Sample.node("adminConfFilePermissions", "600")],
        bad: [Sample.node("adminConfFilePermissions", "700")])

    let field = "adminConfFilePermissions"
    let wish = NodeWish.mode(600)
    let isOfMastersOnly = true
}
