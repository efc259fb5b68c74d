import Findings

/// Who may read or change the kubelet's service file. Source: CIS Kubernetes Benchmark 4.1.1.
struct KubeletServiceMode: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-KUBELET-SERVICE-MODE", title: "The kubelet's service file can be read or changed by others",
        severity: .high,
        why: "Its flags decide who may run commands in the pods of the node.",
        repair: "chmod 600 the kubelet's service file, or stricter.",
        maps: [.trivy("KCV-0069"), .cisKubernetes("4.1.1"), .nsaCisa("Worker node segmentation"), .cwe(732)],
        references: ["https://www.cisecurity.org/benchmark/kubernetes"])

    let examples = Examples(
        good: [Sample.node("kubeletServiceFilePermissions", "600")],
        bad: [Sample.node("kubeletServiceFilePermissions", "700")])

    let field = "kubeletServiceFilePermissions"
    let wish = NodeWish.mode(600)
}
