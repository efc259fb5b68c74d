import Findings

/// Role that runs commands in pods.
struct ExecRole: RoleGrantRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-EXEC", title: "Role that runs commands in pods", severity: .high,
        why: "pods/exec is a shell in the pod, with its secrets and its service account.",
        repair: "Keep pods/exec to people, for the time they need it.",
        maps: [.trivy("KSV-0053"), .nsaCisa("RBAC"), .cwe(269)],
        references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"])

    let examples = Examples(
        good: [Sample.role("apiGroups: [\"\"], resources: [pods], verbs: [get]")],
        bad: [Sample.role("apiGroups: [\"\"], resources: [pods/exec], verbs: [create]")])

    let grant = RoleGrant(
        resources: ["pods/exec"], verbs: ["create", "get", "*"], peerVerbs: ["create"], what: "run commands in pods")
}
