import Findings

/// A binding whose subjects make pods.
struct PodsBinding: BoundAccessRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-BOUND-PODS", title: "Subjects that make pods", severity: .medium,
        why: "Who makes pods can mount any secret of the namespace and use any of its service accounts.",
        repair: "Bind a role without create on pods and workloads.",
        maps: [.kubeLinter("access-to-create-pods"), .cisKubernetes("5.1.4"), .nsaCisa("RBAC"), .cwe(269)],
        references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"], profile: .strict)

    let examples = Examples(
        good: [
            Sample.several(
                Sample.role("apiGroups: [\"\"], resources: [services], verbs: [get]", kind: "ClusterRole"),
                Sample.binding(role: "reader", subject: "kind: ServiceAccount, name: web, namespace: shop"))
        ],
        bad: [
            Sample.several(
                Sample.role("apiGroups: [\"\"], resources: [pods], verbs: [create]", kind: "ClusterRole"),
                Sample.binding(role: "reader", subject: "kind: ServiceAccount, name: web, namespace: shop"))
        ])

    let resources: Set<String> = [
        "pods", "deployments", "statefulsets", "replicasets", "cronjob", "cronjobs", "jobs", "daemonsets",
    ]
    let verbs: Set<String> = ["create"]
    let what = "new pods"
}
