import Findings

/// Who owns /etc/kubernetes/manifests/kube-apiserver.yaml. Source: CIS Kubernetes Benchmark 1.1.2.
struct APIServerManifestOwner: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-API-SPEC-OWNER", title: "The API server's manifest does not belong to root:root",
        severity: .high,
        why: "It holds the flags that decide who may do what in the cluster. Its owner may change it.",
        repair: "chown root:root /etc/kubernetes/manifests/kube-apiserver.yaml.",
        maps: [.trivy("KCV-0049"), .cisKubernetes("1.1.2"), .nsaCisa("Control plane hardening"), .cwe(282)],
        references: ["https://www.cisecurity.org/benchmark/kubernetes"])

    let examples = Examples(
        good: [Sample.node("kubeAPIServerSpecFileOwnership", "\"root:root\"")],
        bad: [Sample.node("kubeAPIServerSpecFileOwnership", "\"user:user\"")])

    let field = "kubeAPIServerSpecFileOwnership"
    let wish = NodeWish.owner("root:root")
    let isOfMastersOnly = true
}
