import Findings

/// The kubelet changes kernel settings. Source: CIS Kubernetes Benchmark 4.2.6.
struct KubeletChangesKernel: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-KUBELET-KERNEL", title: "The kubelet changes kernel settings", severity: .high,
        why: "It overwrites what the node's admin set.",
        repair: "Set protectKernelDefaults: true.",
        maps: [.trivy("KCV-0083"), .cisKubernetes("4.2.6"), .cwe(15)],
        references: [
            "https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ])

    let examples = Examples(
        good: [Sample.node("kubeletProtectKernelDefaultsArgumentSet", "\"true\"")],
        bad: [Sample.node("kubeletProtectKernelDefaultsArgumentSet", "\"false\"")])

    let field = "kubeletProtectKernelDefaultsArgumentSet"
    let wish = NodeWish.always("true", isNeeded: true)
}
