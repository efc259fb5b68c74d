import Findings
import Manifests

/// Attaching to a running process.
struct AttachRole: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-ATTACH", title: "Role that attaches to pods", severity: .high,
        why: "pods/attach reads and writes the terminal of a running process.",
        repair: "Keep pods/attach to people, for the time they need it.",
        maps: [.trivy("KSV-0054"), .nsaCisa("RBAC"), .cwe(269)],
        references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"])

    let examples = Examples(
        good: [Sample.role("apiGroups: [\"\"], resources: [pods], verbs: [get]")],
        bad: [Sample.role("apiGroups: [\"\"], resources: [pods/attach], verbs: [create]")])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        let rules = RoleRights.all(of: object)
        for (index, rights) in rules.enumerated()
        where rights.resources.contains("pods/attach") && rights.allows(["create", "get", "*"]) {
            // Trivy wants a rule behind it that finds the pods.
            let findsPods = rules.enumerated().contains { other, second in
                other != index && second.resources.contains("pods") && second.verbs.contains("get")
            }
            report(
                Problem(
                    rights.range, "\(object.title) may attach to pods.",
                    aliases: peers("KSV-0054".when(findsPods && rights.verbs.contains("create")))))
        }
    }
}
