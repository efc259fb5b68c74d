import Findings

/// ClusterRole over all resources.
struct AllResourcesClusterRole: RoleGrantRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-ALL-CLUSTER", title: "ClusterRole over all resources", severity: .critical,
        why: "A wildcard resource covers secrets, roles and whatever is added to the cluster later.",
        repair: "List the resources that are needed.",
        maps: [.trivy("KSV-0046"), .cisKubernetes("5.1.3"), .nsaCisa("RBAC"), .cwe(269)],
        references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"])

    let examples = Examples(
        good: [Sample.role("apiGroups: [\"\"], resources: [pods], verbs: [get]", kind: "ClusterRole")],
        bad: [Sample.role("apiGroups: [\"*\"], resources: [\"*\"], verbs: [create]", kind: "ClusterRole")])

    let grant = RoleGrant(
        kinds: [.clusterRole], resources: ["*"], verbs: RoleRights.using, what: "use all resources")
}
