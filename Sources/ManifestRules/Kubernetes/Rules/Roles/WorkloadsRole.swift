import Findings

/// Role that changes workloads.
struct WorkloadsRole: RoleGrantRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-WORKLOADS", title: "Role that changes workloads", severity: .medium,
        why: "Who makes pods can mount any secret of the namespace and use any of its service accounts.",
        repair: "Grant it only to what deploys, in one namespace.",
        maps: [.trivy("KSV-0048"), .cisKubernetes("5.1.4"), .nsaCisa("RBAC"), .cwe(269)],
        references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"], profile: .strict)

    let examples = Examples(
        good: [Sample.role("apiGroups: [\"\"], resources: [pods], verbs: [get]")],
        bad: [Sample.role("apiGroups: [apps], resources: [deployments], verbs: [create]")])

    let grant = RoleGrant(
        resources: [
            "pods", "deployments", "jobs", "cronjobs", "statefulsets", "daemonsets", "replicasets",
            "replicationcontrollers",
        ], verbs: RoleRights.changing, what: "change workloads")
}
