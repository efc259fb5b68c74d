import Findings

/// Role over all resources of a namespace.
struct AllResourcesRole: RoleGrantRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-ALL", title: "Role over all resources of a namespace", severity: .critical,
        why: "A wildcard resource covers secrets, roles and whatever is added to the namespace later.",
        repair: "List the resources that are needed.",
        maps: [.trivy("KSV-0112"), .cisKubernetes("5.1.3"), .nsaCisa("RBAC"), .cwe(269)],
        references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"])

    let examples = Examples(
        good: [Sample.role("apiGroups: [\"\"], resources: [pods], verbs: [get]")],
        bad: [Sample.role("apiGroups: [\"*\"], resources: [\"*\"], verbs: [create]")])

    let grant = RoleGrant(
        kinds: [.role], resources: ["*"], verbs: RoleRights.using, what: "use all resources of its namespace")
}
