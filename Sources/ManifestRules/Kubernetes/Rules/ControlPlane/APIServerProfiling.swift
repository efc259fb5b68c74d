import Findings

/// The API server: profiling is on. Source: CIS Kubernetes Benchmark 1.2.15.
struct APIServerProfiling: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-API-PROFILING", title: "Profiling is on", severity: .low,
        why: "Profiles tell of the inner state and cost time.",
        repair: "Set --profiling=false.",
        maps: [.trivy("KCV-0018"), .cisKubernetes("1.2.15"), .nsaCisa("Control plane hardening"), .cwe(200)],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ], profile: .strict)

    let examples = Examples(
        good: [Sample.controlPlane("kube-apiserver", "--profiling=false")],
        bad: [Sample.controlPlane("kube-apiserver", "--profiling=true")])

    let program = ControlPlaneProgram.apiServer
    let wish = FlagWish.equal("--profiling", "false")
}
