import Findings

/// Who may read or change /etc/kubernetes/pki/*.crt. Source: CIS Kubernetes Benchmark 1.1.20.
struct PKICertificateMode: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-PKI-CERT-MODE", title: "A certificate of the cluster's PKI can be read or changed by others",
        severity: .high,
        why: "Whoever replaces a certificate here decides whom the cluster trusts.",
        repair: "chmod 600 /etc/kubernetes/pki/*.crt, or stricter.",
        maps: [.trivy("KCV-0068"), .cisKubernetes("1.1.20"), .nsaCisa("Control plane hardening"), .cwe(732)],
        references: ["https://www.cisecurity.org/benchmark/kubernetes"])

    let examples = Examples(
        good: [Sample.node("kubernetesPKICertificateFilePermissions", "600")],
        bad: [Sample.node("kubernetesPKICertificateFilePermissions", "700")])

    let field = "kubernetesPKICertificateFilePermissions"
    let wish = NodeWish.mode(600)
    let isOfMastersOnly = true
}
