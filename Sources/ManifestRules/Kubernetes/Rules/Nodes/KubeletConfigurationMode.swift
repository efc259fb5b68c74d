import Findings

/// Who may read or change /var/lib/kubelet/config.yaml. Source: CIS Kubernetes Benchmark 4.1.9.
struct KubeletConfigurationMode: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-KUBELET-YAML-MODE", title: "The kubelet's config.yaml can be read or changed by others",
        severity: .high,
        why: "It decides who may run commands in the pods of the node.",
        repair: "chmod 600 /var/lib/kubelet/config.yaml, or stricter.",
        maps: [.trivy("KCV-0077"), .cisKubernetes("4.1.9"), .nsaCisa("Worker node segmentation"), .cwe(732)],
        references: ["https://www.cisecurity.org/benchmark/kubernetes"])

    let examples = Examples(
        good: [Sample.node("kubeletConfigYamlConfigurationFilePermission", "600")],
        bad: [Sample.node("kubeletConfigYamlConfigurationFilePermission", "700")])

    let field = "kubeletConfigYamlConfigurationFilePermission"
    let wish = NodeWish.mode(600)
}
