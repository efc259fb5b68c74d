import Findings

/// Role that changes aws-auth.
struct AWSAuthRole: RoleGrantRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-AWS-AUTH", title: "Role that changes aws-auth", severity: .critical,
        why: "The ConfigMap aws-auth says which AWS identities are which users of an EKS cluster.",
        repair: "Remove the verbs that change aws-auth.",
        maps: [.trivy("KSV-0115"), .cwe(269)],
        references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"])

    let examples = Examples(
        good: [
            Sample.role("apiGroups: [\"\"], resources: [configmaps], resourceNames: [aws-auth], verbs: [get]")
        ],
        bad: [
            Sample.role(
                "apiGroups: [\"\"], resources: [configmaps], resourceNames: [aws-auth], verbs: [update]")
        ])

    let grant = RoleGrant(
        resources: ["configmaps"], verbs: RoleRights.changing, names: ["aws-auth"], what: "change who is who in EKS")
}
