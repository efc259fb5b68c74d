import Findings

/// The scheduler: profiling is on. Source: CIS Kubernetes Benchmark 1.4.1.
struct SchedulerProfiling: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-SCHEDULER-PROFILING", title: "Profiling is on", severity: .low,
        why: "Profiles tell of the inner state and cost time.",
        repair: "Set --profiling=false.",
        maps: [.trivy("KCV-0040"), .cisKubernetes("1.4.1"), .nsaCisa("Control plane hardening"), .cwe(200)],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-scheduler/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ], profile: .strict)

    let examples = Examples(
        good: [Sample.controlPlane("kube-scheduler", "--profiling=false")],
        bad: [Sample.controlPlane("kube-scheduler", "--profiling=true")])

    let program = ControlPlaneProgram.scheduler
    let wish = FlagWish.equal("--profiling", "false")
}
