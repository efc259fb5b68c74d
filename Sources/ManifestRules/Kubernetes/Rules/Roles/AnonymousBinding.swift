import Findings

/// Rights for users that did not sign in.
struct AnonymousBinding: BoundSubjectRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-ANONYMOUS", title: "Rights for anonymous users", severity: .critical,
        why: "Anyone who reaches the API server has the rights of this binding.",
        repair: "Remove the subject.",
        maps: [.trivy("KSV-0122"), .cisKubernetes("5.1.1"), .nsaCisa("RBAC"), .cwe(306)],
        references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"])

    let examples = Examples(
        good: [Sample.binding(role: "view", subject: "kind: Group, name: shop")],
        bad: [Sample.binding(role: "view", subject: "kind: Group, name: \"system:anonymous\"")])

    let subjects: Set<String> = ["system:anonymous", "system:unauthenticated"]
}
