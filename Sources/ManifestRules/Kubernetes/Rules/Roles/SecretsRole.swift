import Findings

/// Role over the secrets of a namespace.
struct SecretsRole: RoleGrantRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-SECRETS", title: "Role over the secrets of a namespace", severity: .medium,
        why: "Secrets of the namespace hold the tokens of its other accounts.",
        repair: "List the one secret in resourceNames, or mount it instead.",
        maps: [.trivy("KSV-0113"), .cisKubernetes("5.1.2"), .nsaCisa("RBAC"), .cwe(269)],
        references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"], profile: .strict)

    let examples = Examples(
        good: [Sample.role("apiGroups: [\"\"], resources: [configmaps], verbs: [get]")],
        bad: [Sample.role("apiGroups: [\"\"], resources: [secrets], verbs: [get]")])

    let grant = RoleGrant(
        kinds: [.role], resources: ["secrets"], verbs: RoleRights.using, what: "use secrets of its namespace")
}
