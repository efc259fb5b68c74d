import Findings

/// A role that makes ClusterRoleBindings and binds any role by them.
struct ClusterBindingPairRole: BindingPairRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-BIND-CLUSTER", title: "Role that binds any ClusterRole", severity: .high,
        why: "Who may make bindings and bind any role gives itself the role of the admin.",
        repair: "List in resourceNames the roles that may be bound.",
        maps: [.trivy("KSV-0052"), .checkov("CKV_K8S_157"), .cisKubernetes("5.1.8"), .nsaCisa("RBAC"), .cwe(269)],
        references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"])

    let examples = Examples(
        good: [
            Sample.role("apiGroups: [rbac.authorization.k8s.io], resources: [clusterrolebindings], verbs: [create]")
        ],
        bad: [
            Sample.role(
                "apiGroups: [rbac.authorization.k8s.io], resources: [clusterrolebindings], verbs: [create]",
                "apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [bind], resourceNames: [\"*\"]"
            )
        ])

    let bindings = "clusterrolebindings"
    let roles: Set<String> = ["clusterroles"]
}
