import Findings

/// Who owns /var/lib/kubelet/config.yaml. Source: CIS Kubernetes Benchmark 4.1.10.
struct KubeletConfigurationOwner: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-KUBELET-YAML-OWNER", title: "The kubelet's config.yaml does not belong to root:root",
        severity: .high,
        why: "It decides who may run commands in the pods of the node. Its owner may change it.",
        repair: "chown root:root /var/lib/kubelet/config.yaml.",
        maps: [.trivy("KCV-0078"), .cisKubernetes("4.1.10"), .nsaCisa("Worker node segmentation"), .cwe(282)],
        references: ["https://www.cisecurity.org/benchmark/kubernetes"])

    let examples = Examples(
        good: [Sample.node("kubeletConfigYamlConfigurationFileOwnership", "\"root:root\"")],
        bad: [Sample.node("kubeletConfigYamlConfigurationFileOwnership", "\"user:user\"")])

    let field = "kubeletConfigYamlConfigurationFileOwnership"
    let wish = NodeWish.owner("root:root")
}
