import Findings

/// Role over the secrets of all namespaces.
struct ClusterSecretsRole: RoleGrantRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-SECRETS-CLUSTER", title: "Role over the secrets of all namespaces",
        severity: .critical,
        why: "Secrets hold the tokens of other accounts: who reads or changes them all is the cluster's admin.",
        repair: "Use a Role in one namespace with resourceNames, or mount the secret instead.",
        maps: [
            .trivy("KSV-0041"), .kubeLinter("cluster-wide-secrets-access"), .cisKubernetes("5.1.2"),
            .nsaCisa("RBAC"), .cwe(269),
        ], references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"])

    let examples = Examples(
        good: [Sample.role("apiGroups: [\"\"], resources: [secrets], verbs: [get]")],
        bad: [Sample.role("apiGroups: [\"\"], resources: [secrets], verbs: [get]", kind: "ClusterRole")])

    let grant = RoleGrant(
        kinds: [.clusterRole], resources: ["secrets"], verbs: RoleRights.using, what: "use secrets of every namespace",
        isWeakerWhenNamed: true)
}
