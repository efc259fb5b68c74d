import Findings

/// Role that changes ConfigMaps.
struct ConfigMapsRole: RoleGrantRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-CONFIGMAPS", title: "Role that changes ConfigMaps", severity: .medium,
        why: "Configuration decides what programs do: who changes it may turn their checks off.",
        repair: "List the ConfigMaps in resourceNames.",
        maps: [.trivy("KSV-0049"), .cwe(269)],
        references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"], profile: .strict)

    let examples = Examples(
        good: [Sample.role("apiGroups: [\"\"], resources: [configmaps], verbs: [get]")],
        bad: [Sample.role("apiGroups: [\"\"], resources: [configmaps], verbs: [create]")])

    let grant = RoleGrant(
        resources: ["configmaps"], verbs: RoleRights.changing, what: "change ConfigMaps")
}
