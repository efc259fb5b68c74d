import Findings

/// Who may read or change /etc/kubernetes/pki/*.key. Source: CIS Kubernetes Benchmark 1.1.21.
struct PKIKeyMode: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-PKI-KEY-MODE", title: "A key of the cluster's PKI can be read or changed by others",
        severity: .critical,
        why: "With the keys of the authorities anyone makes certificates of any user.",
        repair: "chmod 600 /etc/kubernetes/pki/*.key, or stricter.",
        maps: [.trivy("KCV-0067"), .cisKubernetes("1.1.21"), .nsaCisa("Control plane hardening"), .cwe(732)],
        references: ["https://www.cisecurity.org/benchmark/kubernetes"])

    let examples = Examples(
        good: [Sample.node("kubePKIKeyFilePermissions", "600")],
        bad: [Sample.node("kubePKIKeyFilePermissions", "700")])

    let field = "kubePKIKeyFilePermissions"
    let wish = NodeWish.mode(600)
    let isOfMastersOnly = true
}
