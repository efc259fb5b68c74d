import Findings
import Manifests

/// Nobody responsible.
struct RequiredOwner: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-OWNER-LABEL", title: "No owner label",
        severity: .low,
        why: "Whoever finds a problem cannot tell who is responsible.",
        repair: "Add a label owner.",
        maps: [.kubeLinter("required-label-owner")],
        references: ["https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/"],
        profile: .all)

    let examples = Examples(
        good: [Sample.object("v1", "ConfigMap", metadata: "labels: {owner: shop}")],
        bad: [Sample.object("v1", "ConfigMap")])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind != .nodeInfo, object.labels?["owner"] == nil else { return }
        report(Problem(object.nameRange, "\(object.title) has no owner label."))
    }
}
