import Findings

/// Who may read or change /etc/kubernetes/manifests/kube-controller-manager.yaml. Source: CIS Kubernetes Benchmark 1.1.3.
struct ControllerManagerManifestMode: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-CM-SPEC-MODE", title: "The controller manager's manifest can be read or changed by others",
        severity: .high,
        why: "Whoever writes it runs a pod with the rights of all controllers.",
        repair: "chmod 600 /etc/kubernetes/manifests/kube-controller-manager.yaml, or stricter.",
        maps: [.trivy("KCV-0050"), .cisKubernetes("1.1.3"), .nsaCisa("Control plane hardening"), .cwe(732)],
        references: ["https://www.cisecurity.org/benchmark/kubernetes"])

    let examples = Examples(
        good: [Sample.node("kubeControllerManagerSpecFilePermission", "600")],
        bad: [Sample.node("kubeControllerManagerSpecFilePermission", "700")])

    let field = "kubeControllerManagerSpecFilePermission"
    let wish = NodeWish.mode(600)
    let isOfMastersOnly = true
}
