import Findings

/// Rights for everyone who signed in.
struct AuthenticatedBinding: BoundSubjectRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-AUTHENTICATED", title: "Rights for everyone who signs in", severity: .critical,
        why: "system:authenticated is every account: on some clouds anyone with an account there.",
        repair: "Name the groups or accounts that need the role.",
        maps: [.trivy("KSV-01011"), .nsaCisa("RBAC"), .cwe(269)],
        references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"])

    let examples = Examples(
        good: [Sample.binding(role: "view", subject: "kind: Group, name: shop")],
        bad: [Sample.binding(role: "view", subject: "kind: Group, name: \"system:authenticated\"")])

    let subjects: Set<String> = ["system:authenticated"]
}
