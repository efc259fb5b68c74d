import Findings
import Manifests

/// Reading and patching role bindings: adding people to them.
struct BindingPatchRole: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-ADD-USERS", title: "Role that adds users to bindings", severity: .low,
        why: "Who patches role bindings gives others the roles they bind.",
        repair: "Remove patch on rolebindings, or list the bindings in resourceNames.",
        maps: [.trivy("KSV-0055"), .nsaCisa("RBAC"), .cwe(269)],
        references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"], profile: .strict)

    let examples = Examples(
        good: [Sample.role("apiGroups: [\"*\"], resources: [rolebindings], verbs: [get]")],
        bad: [Sample.role("apiGroups: [\"*\"], resources: [rolebindings], verbs: [get, patch]")])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        for rights in RoleRights.all(of: object)
        where rights.resources.contains("rolebindings") && rights.verbs.contains("get")
            && rights.verbs.contains("patch")
        {
            report(Problem(rights.range, "\(object.title) may add users to role bindings."))
        }
    }
}
