import Findings

/// Role that makes PersistentVolumes.
struct VolumeMakingRole: RoleGrantRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-VOLUMES", title: "Role that makes PersistentVolumes", severity: .medium,
        why: "A PersistentVolume may be a hostPath: who makes one reads any folder of a node.",
        repair: "Grant claims instead of volumes.",
        maps: [.cisKubernetes("5.1.9"), .cwe(269)],
        references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"], profile: .strict)

    let examples = Examples(
        good: [Sample.role("apiGroups: [\"\"], resources: [persistentvolumeclaims], verbs: [create]")],
        bad: [
            Sample.role(
                "apiGroups: [\"\"], resources: [persistentvolumes], verbs: [create]", kind: "ClusterRole")
        ])

    let grant = RoleGrant(
        resources: ["persistentvolumes"], verbs: ["create", "*"], what: "make volumes of the node's folders")
}
