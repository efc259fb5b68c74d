import Findings
import Manifests

/// An autoscaler of nothing.
struct DanglingAutoscaler: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-DANGLING-HPA", title: "Autoscaler has no target",
        severity: .medium,
        why: "An autoscaler whose target does not exist scales nothing.",
        repair: "Correct scaleTargetRef.",
        maps: [.kubeLinter("dangling-horizontalpodautoscaler")],
        references: ["https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/"],
        profile: .strict,
        confidence: .medium)

    let examples = Examples(
        good: [
            Sample.several(
                Sample.deployment(),
                Sample.object(
                    "autoscaling/v2", "HorizontalPodAutoscaler",
                    spec:
                        "scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}\nminReplicas: 3\nmaxReplicas: 5"
                ))
        ],
        bad: [
            Sample.object(
                "autoscaling/v2", "HorizontalPodAutoscaler",
                spec:
                    "scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: shop}\nminReplicas: 3\nmaxReplicas: 5"
            )
        ])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind == .horizontalPodAutoscaler, let target = object.spec?["scaleTargetRef"] else { return }
        let kind = target["kind"]?.text
        let name = target["name"]?.text
        guard set.find(kindName: kind ?? "", name ?? "", in: object.namespace) == nil else { return }
        report(
            Problem(
                target.range, "\(object.title) scales \(kind ?? "?") '\(name ?? "?")', which is not among the files."))
    }
}
