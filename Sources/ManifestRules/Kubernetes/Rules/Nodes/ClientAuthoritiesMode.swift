import Findings

/// Who may read or change the file of client authorities. Source: CIS Kubernetes Benchmark 4.1.7.
struct ClientAuthoritiesMode: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-CA-MODE", title: "The file of client authorities can be read or changed by others",
        severity: .critical,
        why: "Whoever changes it decides whose certificates the kubelet accepts.",
        repair: "chmod 600 the file of client authorities, or stricter.",
        maps: [.trivy("KCV-0075"), .cisKubernetes("4.1.7"), .nsaCisa("Worker node segmentation"), .cwe(732)],
        references: ["https://www.cisecurity.org/benchmark/kubernetes"])

    let examples = Examples(
        good: [Sample.node("certificateAuthoritiesFilePermissions", "600")],
        bad: [Sample.node("certificateAuthoritiesFilePermissions", "700")])

    let field = "certificateAuthoritiesFilePermissions"
    let wish = NodeWish.mode(600)
}
