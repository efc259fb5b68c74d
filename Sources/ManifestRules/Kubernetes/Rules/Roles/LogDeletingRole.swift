import Findings

/// Role that deletes logs of pods.
struct LogDeletingRole: RoleGrantRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-POD-LOGS", title: "Role that deletes logs of pods", severity: .medium,
        why: "Whoever deletes logs wipes the traces of an attack.",
        repair: "Remove delete and deletecollection on pods/log.",
        maps: [.trivy("KSV-0042"), .cwe(779)],
        references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"])

    let examples = Examples(
        good: [Sample.role("apiGroups: [\"\"], resources: [pods/log], verbs: [get]")],
        bad: [Sample.role("apiGroups: [\"\"], resources: [pods/log], verbs: [delete]")])

    let grant = RoleGrant(
        resources: ["pods/log"], verbs: ["delete", "deletecollection", "*"], what: "delete logs")
}
