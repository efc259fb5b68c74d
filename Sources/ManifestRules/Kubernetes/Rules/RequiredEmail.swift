import Findings
import Manifests

/// Nobody to ask.
struct RequiredEmail: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-OWNER-EMAIL", title: "No annotation with a mail address",
        severity: .low,
        why: "Whoever finds a problem cannot tell whom to ask.",
        repair: "Add an annotation email with the owner's address.",
        maps: [.kubeLinter("required-annotation-email")],
        references: ["https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/"],
        profile: .all)

    let examples = Examples(
        good: [Sample.object("v1", "ConfigMap", metadata: "annotations: {email: anna@example.org}")],
        bad: [Sample.object("v1", "ConfigMap")])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind != .nodeInfo else { return }
        let text = object.annotations?["email"]?.text ?? ""
        guard let at = text.firstIndex(of: "@"), at > text.startIndex, text[at...].contains(".") else {
            report(Problem(object.nameRange, "\(object.title) names no mail address of its owner."))
            return
        }
    }
}
