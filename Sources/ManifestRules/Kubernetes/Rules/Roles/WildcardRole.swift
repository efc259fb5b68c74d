import Findings
import Manifests

/// A wildcard anywhere in a role.
struct WildcardRole: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-WILDCARD", title: "Wildcard in a role", severity: .medium,
        why: "A wildcard grants also the resources and verbs that come later.",
        repair: "List what is needed.",
        maps: [
            .kubeLinter("wildcard-in-rules"), .checkov("CKV_K8S_49"), .cisKubernetes("5.1.3"), .nsaCisa("RBAC"),
            .cwe(269),
        ], references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"], profile: .strict)

    let examples = Examples(
        good: [Sample.role("apiGroups: [\"\"], resources: [pods], verbs: [get]")],
        bad: [Sample.role("apiGroups: [\"\"], resources: [secrets], verbs: [\"*\"]")])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        for rights in RoleRights.all(of: object) {
            for field in ["verbs", "resources"] {
                guard let item = rights.node[field]?.items.first(where: { $0.isText("*") }) else { continue }
                report(Problem(item.range, "\(object.title) has a wildcard among its \(field)."))
            }
        }
    }
}
