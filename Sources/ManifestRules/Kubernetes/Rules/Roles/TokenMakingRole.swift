import Findings

/// Role that makes tokens.
struct TokenMakingRole: RoleGrantRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-TOKENS", title: "Role that makes tokens", severity: .high,
        why: "Who creates tokens of service accounts has the rights of all of them.",
        repair: "List the service accounts in resourceNames.",
        maps: [.cisKubernetes("5.1.13"), .cwe(269)],
        references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"])

    let examples = Examples(
        good: [Sample.role("apiGroups: [\"\"], resources: [serviceaccounts], verbs: [get]")],
        bad: [Sample.role("apiGroups: [\"\"], resources: [serviceaccounts/token], verbs: [create]")])

    let grant = RoleGrant(
        resources: ["serviceaccounts/token"], verbs: ["create", "*"], what: "make tokens of accounts",
        isWeakerWhenNamed: true)
}
