import Findings

/// A binding whose subjects read or change secrets.
struct SecretsBinding: BoundAccessRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-BOUND-SECRETS", title: "Subjects with access to secrets", severity: .medium,
        why: "The subjects of this binding read or change secrets.",
        repair: "Bind a role without secrets, or with resourceNames.",
        maps: [.kubeLinter("access-to-secrets"), .cisKubernetes("5.1.2"), .nsaCisa("RBAC"), .cwe(269)],
        references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"], profile: .strict)

    let examples = Examples(
        good: [
            Sample.several(
                Sample.role("apiGroups: [\"\"], resources: [services], verbs: [get]", kind: "ClusterRole"),
                Sample.binding(role: "reader", subject: "kind: ServiceAccount, name: web, namespace: shop"))
        ],
        bad: [
            Sample.several(
                Sample.role("apiGroups: [\"\"], resources: [secrets], verbs: [get]", kind: "ClusterRole"),
                Sample.binding(role: "reader", subject: "kind: ServiceAccount, name: web, namespace: shop"))
        ])

    let resources: Set<String> = ["secrets"]
    let verbs: Set<String> = ["get", "list", "delete", "create", "watch", "*"]
    let what = "secrets"
}
