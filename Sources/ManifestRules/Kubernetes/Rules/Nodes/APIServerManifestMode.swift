import Findings

/// Who may read or change /etc/kubernetes/manifests/kube-apiserver.yaml. Source: CIS Kubernetes Benchmark 1.1.1.
struct APIServerManifestMode: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-API-SPEC-MODE", title: "The API server's manifest can be read or changed by others",
        severity: .high,
        why: "It holds the flags that decide who may do what in the cluster.",
        repair: "chmod 600 /etc/kubernetes/manifests/kube-apiserver.yaml, or stricter.",
        maps: [.trivy("KCV-0048"), .cisKubernetes("1.1.1"), .nsaCisa("Control plane hardening"), .cwe(732)],
        references: ["https://www.cisecurity.org/benchmark/kubernetes"])

    let examples = Examples(
        good: [Sample.node("kubeAPIServerSpecFilePermission", "600")],
        bad: [Sample.node("kubeAPIServerSpecFilePermission", "700")])

    let field = "kubeAPIServerSpecFilePermission"
    let wish = NodeWish.mode(600)
    let isOfMastersOnly = true
}
