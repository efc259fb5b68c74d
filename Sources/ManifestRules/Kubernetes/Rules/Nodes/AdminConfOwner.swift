import Findings

/// Who owns /etc/kubernetes/admin.conf. Source: CIS Kubernetes Benchmark 1.1.14.
struct AdminConfOwner: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-ADMIN-CONF-OWNER", title: "admin.conf does not belong to root:root", severity: .critical,
        why: "It holds the credentials of the cluster's admin. Its owner may change it.",
        repair: "chown root:root /etc/kubernetes/admin.conf.",
        maps: [.trivy("KCV-0061"), .cisKubernetes("1.1.14"), .nsaCisa("Kubeconfig Files"), .cwe(282)],
        references: ["https://www.cisecurity.org/benchmark/kubernetes"])

    let examples = Examples(
        good: [Sample.node("adminConfFileOwnership", "\"root:root\"")],
        bad: [Sample.node("adminConfFileOwnership", "\"user:user\"")])

    let field = "adminConfFileOwnership"
    let wish = NodeWish.owner("root:root")
    let isOfMastersOnly = true
}
