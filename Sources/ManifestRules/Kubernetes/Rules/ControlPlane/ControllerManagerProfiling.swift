import Findings

/// The controller manager: profiling is on. Source: CIS Kubernetes Benchmark 1.3.2.
struct ControllerManagerProfiling: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-CM-PROFILING", title: "Profiling is on", severity: .low,
        why: "Profiles tell of the inner state and cost time.",
        repair: "Set --profiling=false.",
        maps: [.trivy("KCV-0034"), .cisKubernetes("1.3.2"), .nsaCisa("Control plane hardening"), .cwe(200)],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-controller-manager/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ], profile: .strict)

    let examples = Examples(
        good: [Sample.controlPlane("kube-controller-manager", "--profiling=false")],
        bad: [Sample.controlPlane("kube-controller-manager", "--profiling=true")])

    let program = ControlPlaneProgram.controllerManager
    let wish = FlagWish.equal("--profiling", "false")
}
