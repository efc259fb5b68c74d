import Findings

/// Who may read or change /etc/kubernetes/scheduler.conf. Source: CIS Kubernetes Benchmark 1.1.15.
struct SchedulerConfMode: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-SCHEDULER-CONF-MODE", title: "scheduler.conf can be read or changed by others",
        severity: .high,
        why: "It holds the credentials of the scheduler.",
        repair: "chmod 600 /etc/kubernetes/scheduler.conf, or stricter.",
        maps: [.trivy("KCV-0062"), .cisKubernetes("1.1.15"), .nsaCisa("Kubeconfig Files"), .cwe(732)],
        references: ["https://www.cisecurity.org/benchmark/kubernetes"])

    let examples = Examples(
        good: [Sample.node("schedulerConfFilePermissions", "600")],
        bad: [Sample.node("schedulerConfFilePermissions", "700")])

    let field = "schedulerConfFilePermissions"
    let wish = NodeWish.mode(600)
    let isOfMastersOnly = true
}
