import Findings
import Manifests

/// One object in two places.
struct DuplicateObject: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-DUPLICATE-OBJECT", title: "Object defined twice",
        severity: .low,
        why: "Of two objects of one kind, name and namespace whichever is applied last stays.",
        repair: "Remove one, or give them names or namespaces of their own.",
        maps: [.kubeLinter("duplicate-kinds"), .cwe(694)],
        references: ["https://kubernetes.io/docs/concepts/overview/working-with-objects/names/"],
        profile: .all,
        confidence: .low)

    let examples = Examples(
        good: [Sample.several(Sample.object("v1", "ConfigMap"), Sample.object("v1", "Service"))],
        bad: [Sample.several(Sample.object("v1", "ConfigMap"), Sample.object("v1", "ConfigMap"))])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard let name = object.name, set.isRepeated(object) else { return }
        report(Problem(object.nameRange, "\(object.kindName) '\(name)' is defined before."))
    }
}
