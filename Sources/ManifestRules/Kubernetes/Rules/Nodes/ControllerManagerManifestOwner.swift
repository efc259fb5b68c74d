import Findings

/// Who owns /etc/kubernetes/manifests/kube-controller-manager.yaml. Source: CIS Kubernetes Benchmark 1.1.4.
struct ControllerManagerManifestOwner: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-CM-SPEC-OWNER", title: "The controller manager's manifest does not belong to root:root",
        severity: .high,
        why: "Whoever writes it runs a pod with the rights of all controllers. Its owner may change it.",
        repair: "chown root:root /etc/kubernetes/manifests/kube-controller-manager.yaml.",
        maps: [.trivy("KCV-0051"), .cisKubernetes("1.1.4"), .nsaCisa("Control plane hardening"), .cwe(282)],
        references: ["https://www.cisecurity.org/benchmark/kubernetes"])

    let examples = Examples(
        good: [Sample.node("kubeControllerManagerSpecFileOwnership", "\"root:root\"")],
        bad: [Sample.node("kubeControllerManagerSpecFileOwnership", "\"user:user\"")])

    let field = "kubeControllerManagerSpecFileOwnership"
    let wish = NodeWish.owner("root:root")
    let isOfMastersOnly = true
}
