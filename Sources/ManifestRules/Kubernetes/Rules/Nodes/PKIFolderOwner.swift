import Findings

/// Who owns /etc/kubernetes/pki. Source: CIS Kubernetes Benchmark 1.1.19.
struct PKIFolderOwner: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-PKI-OWNER", title: "The folder of the PKI does not belong to root:root", severity: .critical,
        why: "Whoever owns the folder replaces the authorities that the cluster trusts. Its owner may change it.",
        repair: "chown root:root /etc/kubernetes/pki.",
        maps: [.trivy("KCV-0066"), .cisKubernetes("1.1.19"), .nsaCisa("Control plane hardening"), .cwe(282)],
        references: ["https://www.cisecurity.org/benchmark/kubernetes"])

    let examples = Examples(
        good: [Sample.node("kubePKIDirectoryFileOwnership", "\"root:root\"")],
        bad: [Sample.node("kubePKIDirectoryFileOwnership", "\"user:user\"")])

    let field = "kubePKIDirectoryFileOwnership"
    let wish = NodeWish.owner("root:root")
    let isOfMastersOnly = true
}
