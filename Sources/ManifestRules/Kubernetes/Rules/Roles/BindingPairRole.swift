import Findings

/// A role that makes RoleBindings and binds any role by them.
struct BindingPairRole: BindingPairRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-BIND", title: "Role that binds any role in a namespace", severity: .high,
        why: "Who may make bindings and bind any role gives itself the role of the admin.",
        repair: "List in resourceNames the roles that may be bound.",
        maps: [.trivy("KSV-0051"), .checkov("CKV_K8S_157"), .cisKubernetes("5.1.8"), .nsaCisa("RBAC"), .cwe(269)],
        references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"])

    let examples = Examples(
        good: [Sample.role("apiGroups: [rbac.authorization.k8s.io], resources: [rolebindings], verbs: [create]")],
        bad: [
            Sample.role(
                "apiGroups: [rbac.authorization.k8s.io], resources: [rolebindings], verbs: [create]",
                "apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [bind], resourceNames: [\"*\"]"
            )
        ])

    let bindings = "rolebindings"
    let roles: Set<String> = ["clusterroles", "roles"]
}
