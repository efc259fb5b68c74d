import Findings

/// Role that lets one act as others.
struct ImpersonatingRole: RoleGrantRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-IMPERSONATE", title: "Role that lets one act as others", severity: .critical,
        why: "impersonate on users, groups or service accounts makes its holder anyone, system:masters included.",
        repair: "Remove impersonate, or list in resourceNames whom it may act as.",
        maps: [
            .trivy("KSV-0043"), .kubeLinter("impersonate-without-resource-names"), .cisKubernetes("5.1.8"),
            .nsaCisa("RBAC"), .cwe(269),
        ], references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"])

    let examples = Examples(
        good: [Sample.role("apiGroups: [\"\"], resources: [groups], verbs: [get]")],
        bad: [Sample.role("apiGroups: [\"*\"], resources: [groups], verbs: [impersonate]")])

    let grant = RoleGrant(
        resources: ["groups", "users", "serviceaccounts", "userextras"], verbs: ["impersonate"], peerGroups: ["*"],
        what: "act as others", isWeakerWhenNamed: true)
}
