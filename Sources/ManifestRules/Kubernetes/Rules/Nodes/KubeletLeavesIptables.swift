import Findings

/// The kubelet does not keep iptables. Source: CIS Kubernetes Benchmark 4.2.7.
struct KubeletLeavesIptables: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-KUBELET-IPTABLES", title: "The kubelet does not keep iptables", severity: .high,
        why: "Rules and the proxy's chains drift apart.",
        repair: "Set makeIPTablesUtilChains: true.",
        maps: [.trivy("KCV-0084"), .cisKubernetes("4.2.7"), .nsaCisa("Worker node segmentation"), .cwe(923)],
        references: [
            "https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ])

    let examples = Examples(
        good: [Sample.node("kubeletMakeIptablesUtilChainsArgumentSet", "\"true\"")],
        bad: [Sample.node("kubeletMakeIptablesUtilChainsArgumentSet", "\"false\"")])

    let field = "kubeletMakeIptablesUtilChainsArgumentSet"
    let wish = NodeWish.always("true", isNeeded: true)
}
