import Findings
import Manifests

/// A Service in front of nothing.
struct DanglingService: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-DANGLING-SERVICE", title: "Service selects no pods",
        severity: .medium,
        why: "A Service whose selector fits no pod answers nothing; mostly a label was changed on one side.",
        repair: "Make the selector fit the labels of the pods.",
        maps: [.kubeLinter("dangling-service")],
        references: ["https://kubernetes.io/docs/concepts/services-networking/service/"],
        profile: .strict,
        confidence: .medium)

    let examples = Examples(
        good: [
            Sample.several(
                Sample.deployment(), Sample.object("v1", "Service", spec: "selector: {app: web}\nports: [{port: 80}]"))
        ],
        bad: [
            Sample.several(
                Sample.deployment(), Sample.object("v1", "Service", spec: "selector: {app: shop}\nports: [{port: 80}]"))
        ])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind == .service, object.group.isEmpty, let node = object.spec?["selector"], node.count > 0,
            object.spec?["type"]?.isText("ExternalName") != true
        else { return }
        let selector = LabelSelector(plain: node)
        guard set.workloads(selectedBy: selector, in: object.namespace).isEmpty else { return }
        report(
            Problem(node.range, "\(object.title) selects \(selector.description), which no pod among the files has."))
    }
}
