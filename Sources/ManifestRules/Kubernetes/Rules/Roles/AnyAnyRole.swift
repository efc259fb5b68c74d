import Findings
import Manifests

/// All verbs on all resources of all groups.
struct AnyAnyRole: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-ANY-ANY", title: "Role that may do everything", severity: .critical,
        why: "All verbs on all resources of all groups is the cluster's admin under another name.",
        repair: "List the groups, resources and verbs that are needed.",
        maps: [
            .trivy("KSV-0044"), .kubeLinter("wildcard-resource-verb-combo"), .checkov("CKV_K8S_49"),
            .cisKubernetes("5.1.3"), .nsaCisa("RBAC"), .cwe(269),
        ], references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"])

    let examples = Examples(
        good: [Sample.role("apiGroups: [\"\"], resources: [pods], verbs: [get]")],
        bad: [Sample.role("apiGroups: [\"*\"], resources: [\"*\"], verbs: [\"*\"]")])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        for rights in RoleRights.all(of: object) where rights.resources.contains("*") && rights.verbs.contains("*") {
            let isAll = rights.groups.contains("*")
            report(
                Problem(
                    rights.range, "\(object.title) may do everything\(isAll ? "" : " in some API groups").",
                    aliases: peers("KSV-0044".when(isAll), "wildcard-resource-verb-combo", "CKV_K8S_49"),
                    profile: rights.isOfOwnKinds ? .strict : nil))
        }
    }
}
