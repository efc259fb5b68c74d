import Findings
import Manifests

/// All pods are replaced at once.
struct NoRollingUpdate: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-ROLLING-UPDATE", title: "No rolling update",
        severity: .low,
        why: "Another strategy than RollingUpdate stops all pods before new ones run.",
        repair: "Use strategy type RollingUpdate.",
        maps: [.kubeLinter("no-rolling-update-strategy")],
        references: ["https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment"],
        profile: .all)

    let examples = Examples(
        good: [Sample.deployment(spec: "strategy: {type: RollingUpdate}"), Sample.deployment()],
        bad: [Sample.deployment(spec: "strategy: {type: Recreate}")])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        let field = object.kind == .daemonSet || object.kind == .statefulSet ? "updateStrategy" : "strategy"
        guard [.deployment, .deploymentConfig, .daemonSet, .statefulSet].contains(object.kind),
            let type = object.spec?[field]?["type"], let text = type.text, !text.isEmpty,
            text != "RollingUpdate", text != "Rolling"
        else { return }
        report(
            Problem(
                type.range, "\(object.title) is updated with \(text).",
                aliases: object.kind == .statefulSet ? [] : nil))
    }
}
