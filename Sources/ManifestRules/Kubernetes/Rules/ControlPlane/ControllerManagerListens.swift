import Findings

/// The controller manager: listens on more than localhost. Source: CIS Kubernetes Benchmark 1.3.7.
struct ControllerManagerListens: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-CM-BIND", title: "Listens on more than localhost", severity: .low,
        why: "Its metrics and health answer the network.",
        repair: "Set --bind-address=127.0.0.1.",
        maps: [.trivy("KCV-0039"), .cisKubernetes("1.3.7"), .nsaCisa("Control plane hardening"), .cwe(668)],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-controller-manager/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ], profile: .strict)

    let examples = Examples(
        good: [Sample.controlPlane("kube-controller-manager", "--bind-address=127.0.0.1")],
        bad: [Sample.controlPlane("kube-controller-manager", "--bind-address=0.0.0.0")])

    let program = ControlPlaneProgram.controllerManager
    let wish = FlagWish.equal("--bind-address", "127.0.0.1")
}
