import Findings

/// Who owns the file of client authorities. Source: CIS Kubernetes Benchmark 4.1.8.
struct ClientAuthoritiesOwner: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-CA-OWNER", title: "The file of client authorities does not belong to root:root",
        severity: .critical,
        why: "Whoever changes it decides whose certificates the kubelet accepts. Its owner may change it.",
        repair: "chown root:root the file of client authorities.",
        maps: [.trivy("KCV-0076"), .cisKubernetes("4.1.8"), .nsaCisa("Worker node segmentation"), .cwe(282)],
        references: ["https://www.cisecurity.org/benchmark/kubernetes"])

    let examples = Examples(
        good: [Sample.node("certificateAuthoritiesFileOwnership", "\"root:root\"")],
        bad: [Sample.node("certificateAuthoritiesFileOwnership", "\"user:user\"")])

    let field = "certificateAuthoritiesFileOwnership"
    let wish = NodeWish.owner("root:root")
}
