import Findings

/// The controller manager: threshold for ended pods is not set. Source: CIS Kubernetes Benchmark 1.3.1.
struct NoEndedPodThreshold: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-CM-GC", title: "Threshold for ended pods is not set", severity: .low,
        why: "Ended pods pile up.",
        repair: "Set --terminated-pod-gc-threshold.",
        maps: [.trivy("KCV-0033"), .cisKubernetes("1.3.1"), .nsaCisa("Resource policies"), .cwe(770)],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-controller-manager/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ], profile: .all)

    let examples = Examples(
        good: [Sample.controlPlane("kube-controller-manager", "--terminated-pod-gc-threshold=10")],
        bad: [Sample.controlPlane("kube-controller-manager", "--leader-elect=true")])

    let program = ControlPlaneProgram.controllerManager
    let wish = FlagWish.present(["--terminated-pod-gc-threshold"])
}
