import Findings

/// Role that changes networking.
struct NetworkingRole: RoleGrantRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-NETWORKING", title: "Role that changes networking", severity: .high,
        why: "Who changes Services, Endpoints or policies can lead traffic elsewhere or open what was closed.",
        repair: "Grant it only to what deploys, in one namespace.",
        maps: [.trivy("KSV-0056"), .cwe(269)],
        references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"], profile: .strict)

    let examples = Examples(
        good: [Sample.role("apiGroups: [\"\"], resources: [services], verbs: [get]")],
        bad: [Sample.role("apiGroups: [\"\"], resources: [services], verbs: [create]")])

    let grant = RoleGrant(
        resources: ["services", "endpoints", "endpointslices", "networkpolicies", "ingresses"],
        verbs: RoleRights.changing, what: "change networking")
}
