import Findings

/// Role that approves certificates.
struct CertificateApprovingRole: RoleGrantRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-CSR", title: "Role that approves certificates", severity: .high,
        why: "Who approves signing requests can have a certificate of any user made.",
        repair: "List the signers in resourceNames.",
        maps: [
            .kubeLinter("approve-signers-without-resource-names"), .checkov("CKV_K8S_156"),
            .cisKubernetes("5.1.11"), .cwe(269),
        ], references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"])

    let examples = Examples(
        good: [
            Sample.role(
                "apiGroups: [certificates.k8s.io], resources: [signers], verbs: [get]", kind: "ClusterRole")
        ],
        bad: [
            Sample.role(
                "apiGroups: [certificates.k8s.io], resources: [signers], verbs: [approve]", kind: "ClusterRole")
        ])

    let grant = RoleGrant(
        resources: ["signers", "certificatesigningrequests/approval"], verbs: ["approve", "update", "patch", "*"],
        what: "approve certificates", isWeakerWhenNamed: true)
}
