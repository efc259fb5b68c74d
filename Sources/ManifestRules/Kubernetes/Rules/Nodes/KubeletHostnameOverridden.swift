import Findings

/// The kubelet's host name is overridden. Source: CIS Kubernetes Benchmark 4.2.8.
struct KubeletHostnameOverridden: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-KUBELET-HOSTNAME", title: "The kubelet's host name is overridden", severity: .high,
        why: "Its certificate may then not fit.",
        repair: "Remove --hostname-override.",
        maps: [.trivy("KCV-0086"), .cisKubernetes("4.2.8"), .nsaCisa("Encryption"), .cwe(297)],
        references: [
            "https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ])

    let examples = Examples(
        good: [Sample.node("kubeletHostnameOverrideArgumentSet", "")],
        bad: [Sample.node("kubeletHostnameOverrideArgumentSet", "node")])

    let field = "kubeletHostnameOverrideArgumentSet"
    let wish = NodeWish.empty
}
