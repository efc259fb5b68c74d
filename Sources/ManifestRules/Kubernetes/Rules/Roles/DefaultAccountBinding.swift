import Findings
import Manifests

/// Rights for the account that all pods of a namespace share.
struct DefaultAccountBinding: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-DEFAULT-ACCOUNT", title: "Rights for the default service account", severity: .medium,
        why: "Every pod of the namespace that names no account has these rights.",
        repair: "Make a service account for the workload and bind that.",
        maps: [.checkov("CKV_K8S_42"), .cisKubernetes("5.1.5"), .nsaCisa("RBAC"), .cwe(266)],
        references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"])

    let examples = Examples(
        good: [Sample.binding(role: "view", subject: "kind: ServiceAccount, name: web, namespace: shop")],
        bad: [Sample.binding(role: "view", subject: "kind: ServiceAccount, name: default, namespace: shop")])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind.isBinding else { return }
        for subject in object.node["subjects"]?.items ?? [] {
            guard subject["kind"]?.isText("ServiceAccount") == true, let name = subject["name"], name.isText("default")
            else { continue }
            report(Problem(name.range, "\(object.title) gives rights to the default service account."))
        }
    }
}
