import Findings

/// Rights for the group that passes every check.
struct MastersBinding: BoundSubjectRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-MASTERS", title: "Binding of system:masters", severity: .critical,
        why: "Members of system:masters pass every check of rights, and it cannot be taken from them.",
        repair: "Bind another group to cluster-admin, for a short time.",
        maps: [.trivy("KSV-0123"), .cisKubernetes("5.1.7"), .nsaCisa("RBAC"), .cwe(269)],
        references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"])

    let examples = Examples(
        good: [Sample.binding(role: "view", subject: "kind: Group, name: shop")],
        bad: [Sample.binding(role: "view", subject: "kind: Group, name: \"system:masters\"")])

    let subjects: Set<String> = ["system:masters"]
}
