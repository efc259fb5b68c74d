import Findings

/// Who owns /etc/kubernetes/scheduler.conf. Source: CIS Kubernetes Benchmark 1.1.16.
struct SchedulerConfOwner: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-SCHEDULER-CONF-OWNER", title: "scheduler.conf does not belong to root:root", severity: .high,
        why: "It holds the credentials of the scheduler. Its owner may change it.",
        repair: "chown root:root /etc/kubernetes/scheduler.conf.",
        maps: [.trivy("KCV-0063"), .cisKubernetes("1.1.16"), .nsaCisa("Kubeconfig Files"), .cwe(282)],
        references: ["https://www.cisecurity.org/benchmark/kubernetes"])

    let examples = Examples(
        good: [Sample.node("schedulerConfFileOwnership", "\"root:root\"")],
        bad: [Sample.node("schedulerConfFileOwnership", "\"user:user\"")])

    let field = "schedulerConfFileOwnership"
    let wish = NodeWish.owner("root:root")
    let isOfMastersOnly = true
}
