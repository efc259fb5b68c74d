import Findings

/// Role that deletes collections.
struct CollectionDeletingRole: RoleGrantRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-DELETE-COLLECTION", title: "Role that deletes collections", severity: .low,
        why: "deletecollection removes all objects of a kind with one request.",
        repair: "Grant delete instead.",
        maps: [.kubeLinter("deletecollection-verb-in-role"), .cwe(269)],
        references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"], profile: .all)

    let examples = Examples(
        good: [Sample.role("apiGroups: [\"\"], resources: [pods], verbs: [delete]")],
        bad: [Sample.role("apiGroups: [\"\"], resources: [pods], verbs: [deletecollection]")])

    let grant = RoleGrant(
        resources: [
            "pods", "services", "secrets", "configmaps", "deployments", "namespaces", "jobs", "statefulsets",
            "daemonsets", "persistentvolumeclaims", "*",
        ], verbs: ["deletecollection"], what: "delete all of a kind at once")
}
