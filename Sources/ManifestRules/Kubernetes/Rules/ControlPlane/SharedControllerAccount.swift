import Findings

/// The controller manager: controllers share one account. Source: CIS Kubernetes Benchmark 1.3.3.
struct SharedControllerAccount: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-CM-ACCOUNTS", title: "Controllers share one account", severity: .low,
        why: "Each controller then has the rights of all.",
        repair: "Set --use-service-account-credentials=true.",
        maps: [.trivy("KCV-0035"), .cisKubernetes("1.3.3"), .nsaCisa("Role-based access control"), .cwe(266)],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-controller-manager/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ], profile: .strict)

    let examples = Examples(
        good: [Sample.controlPlane("kube-controller-manager", "--use-service-account-credentials=true")],
        bad: [Sample.controlPlane("kube-controller-manager", "--use-service-account-credentials=false")])

    let program = ControlPlaneProgram.controllerManager
    let wish = FlagWish.equal("--use-service-account-credentials", "true")
}
