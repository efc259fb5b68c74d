import Findings

/// Role that may do all with a sensitive resource.
struct AnyVerbRole: RoleGrantRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-ANY-VERB", title: "Role that may do all with a sensitive resource",
        severity: .critical,
        why: "A wildcard verb grants also what comes later, and on these resources it is the way to more rights.",
        repair: "List the verbs that are needed.",
        maps: [.trivy("KSV-0045"), .cisKubernetes("5.1.3"), .nsaCisa("RBAC"), .cwe(269)],
        references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"])

    let examples = Examples(
        good: [Sample.role("apiGroups: [\"\"], resources: [secrets], verbs: [get]")],
        bad: [Sample.role("apiGroups: [\"*\"], resources: [secrets], verbs: [\"*\"]")])

    let grant = RoleGrant(
        resources: [
            "secrets", "pods", "deployments", "daemonsets", "statefulsets", "replicationcontrollers", "replicasets",
            "cronjobs", "jobs", "roles", "clusterroles", "rolebindings", "clusterrolebindings", "users", "groups",
        ], verbs: ["*"], what: "do all with it")
}
