import Findings

/// The scheduler: listens on more than localhost. Source: CIS Kubernetes Benchmark 1.4.2.
struct SchedulerListens: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-SCHEDULER-BIND", title: "Listens on more than localhost", severity: .low,
        why: "Its metrics and health answer the network.",
        repair: "Set --bind-address=127.0.0.1.",
        maps: [.trivy("KCV-0041"), .cisKubernetes("1.4.2"), .nsaCisa("Control plane hardening"), .cwe(668)],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-scheduler/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ], profile: .strict)

    let examples = Examples(
        good: [Sample.controlPlane("kube-scheduler", "--bind-address=127.0.0.1")],
        bad: [Sample.controlPlane("kube-scheduler", "--bind-address=0.0.0.0")])

    let program = ControlPlaneProgram.scheduler
    let wish = FlagWish.equal("--bind-address", "127.0.0.1")
}
