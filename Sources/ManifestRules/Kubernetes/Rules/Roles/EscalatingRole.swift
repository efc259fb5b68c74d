import Findings

/// Role that gives itself rights.
struct EscalatingRole: RoleGrantRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-ESCALATE", title: "Role that gives itself rights", severity: .critical,
        why: "escalate and bind let their holder grant rights it does not have itself.",
        repair: "Remove escalate and bind, or list in resourceNames the roles that may be bound.",
        maps: [
            .trivy("KSV-0050"), .kubeLinter("escalate-verb-in-role"), .kubeLinter("bind-verb-in-role"),
            .cisKubernetes("5.1.8"), .nsaCisa("RBAC"), .cwe(269),
        ], references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"])

    let examples = Examples(
        good: [Sample.role("apiGroups: [rbac.authorization.k8s.io], resources: [roles], verbs: [get]")],
        bad: [Sample.role("apiGroups: [rbac.authorization.k8s.io], resources: [roles], verbs: [escalate]")])

    let grant = RoleGrant(
        resources: ["roles", "rolebindings", "clusterroles", "clusterrolebindings"], verbs: ["escalate", "bind", "*"],
        what: "give itself more rights", isWeakerWhenNamed: true)
}
