import Findings

/// The rate of events is out of range. Source: CIS Kubernetes Benchmark 4.2.9.
struct KubeletEventRate: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-KUBELET-EVENTS", title: "The rate of events is out of range", severity: .high,
        why: "Events that tell of an attack are lost.",
        repair: "Set eventRecordQPS to 0 or more.",
        maps: [
            .trivy("KCV-0087"), .cisKubernetes("4.2.9"), .nsaCisa("Kubernetes native audit logging configuration"),
            .cwe(778),
        ],
        references: [
            "https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ])

    let examples = Examples(
        good: [Sample.node("kubeletEventQpsArgumentSet", "5")],
        bad: [Sample.node("kubeletEventQpsArgumentSet", "-1")])

    let field = "kubeletEventQpsArgumentSet"
    let wish = NodeWish.atLeast(0)
}
