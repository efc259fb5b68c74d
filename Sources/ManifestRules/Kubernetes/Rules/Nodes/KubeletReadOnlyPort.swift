import Findings

/// The kubelet's read-only port is open. Source: CIS Kubernetes Benchmark 4.2.4.
struct KubeletReadOnlyPort: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-KUBELET-READ-ONLY", title: "The kubelet's read-only port is open", severity: .high,
        why: "It tells anyone about pods and nodes.",
        repair: "Set readOnlyPort: 0.",
        maps: [.trivy("KCV-0082"), .cisKubernetes("4.2.4"), .nsaCisa("Worker node segmentation"), .cwe(306)],
        references: [
            "https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ])

    let examples = Examples(
        good: [Sample.node("kubeletReadOnlyPortArgumentSet", "0")],
        bad: [Sample.node("kubeletReadOnlyPortArgumentSet", "10255")])

    let field = "kubeletReadOnlyPortArgumentSet"
    let wish = NodeWish.always("0", isNeeded: false)
}
