import Findings
import Manifests

/// A binding to a role that is an admin's.
struct AdminBinding: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-ADMIN", title: "Binding to an admin's role", severity: .medium,
        why: "cluster-admin is all rights over the cluster; admin and edit are all over a namespace's secrets.",
        repair: "Bind a role with the rights that are needed.",
        maps: [
            .trivy("KSV-0111"), .kubeLinter("cluster-admin-role-binding"), .cisKubernetes("5.1.1"), .nsaCisa("RBAC"),
            .cwe(269),
        ], references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"])

    let examples = Examples(
        good: [Sample.binding(role: "view", subject: "kind: ServiceAccount, name: web, namespace: shop")],
        bad: [Sample.binding(role: "cluster-admin", subject: "kind: ServiceAccount, name: web, namespace: shop")])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind.isBinding, let role = object.node["roleRef"]?["name"], let name = role.text,
            ["cluster-admin", "admin", "edit"].contains(name)
        else { return }
        let isAll = name == "cluster-admin"
        report(
            Problem(
                role.range, "\(object.title) binds the role \(name).",
                aliases: peers(
                    "KSV-0111", "cluster-admin-role-binding".when(isAll && object.kind == .clusterRoleBinding)),
                profile: isAll ? nil : .strict, severity: isAll ? .high : nil))
    }
}
