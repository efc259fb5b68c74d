import Findings

/// Who owns the kubelet's service file. Source: CIS Kubernetes Benchmark 4.1.2.
struct KubeletServiceOwner: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-KUBELET-SERVICE-OWNER", title: "The kubelet's service file does not belong to root:root",
        severity: .critical,
        why: "Its flags decide who may run commands in the pods of the node. Its owner may change it.",
        repair: "chown root:root the kubelet's service file.",
        maps: [.trivy("KCV-0070"), .cisKubernetes("4.1.2"), .nsaCisa("Worker node segmentation"), .cwe(282)],
        references: ["https://www.cisecurity.org/benchmark/kubernetes"])

    let examples = Examples(
        good: [Sample.node("kubeletServiceFileOwnership", "\"root:root\"")],
        bad: [Sample.node("kubeletServiceFileOwnership", "\"user:user\"")])

    let field = "kubeletServiceFileOwnership"
    let wish = NodeWish.owner("root:root")
}
