import Findings

/// Role that changes admission webhooks.
struct WebhooksRole: RoleGrantRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-WEBHOOKS", title: "Role that changes admission webhooks", severity: .critical,
        why: "An admission webhook sees every object, secrets among them, and may change each on its way in.",
        repair: "Remove the verbs that change webhook configurations.",
        maps: [.trivy("KSV-0114"), .checkov("CKV_K8S_155"), .cisKubernetes("5.1.12"), .cwe(269)],
        references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"])

    let examples = Examples(
        good: [
            Sample.role(
                "apiGroups: [admissionregistration.k8s.io], resources: [mutatingwebhookconfigurations], verbs: [get]",
                kind: "ClusterRole")
        ],
        bad: [
            Sample.role(
                "apiGroups: [admissionregistration.k8s.io], resources: [mutatingwebhookconfigurations], verbs: [update]",
                kind: "ClusterRole")
        ])

    let grant = RoleGrant(
        resources: ["mutatingwebhookconfigurations", "validatingwebhookconfigurations"], verbs: RoleRights.changing,
        what: "change admission webhooks", isWeakerWhenNamed: true)
}
