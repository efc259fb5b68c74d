import Findings
import Manifests

/// An autoscaler that goes below three.
struct AutoscalerFewReplicas: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-HPA-MIN", title: "Autoscaler goes below three replicas",
        severity: .low,
        why: "At night the workload may be scaled to so few pods that one failure is an outage.",
        repair: "Set minReplicas to three or more.",
        maps: [.kubeLinter("hpa-minimum-three-replicas")],
        references: ["https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/"],
        profile: .all)

    let examples = Examples(
        good: [Sample.object("autoscaling/v2", "HorizontalPodAutoscaler", spec: "minReplicas: 3\nmaxReplicas: 9")],
        bad: [Sample.object("autoscaling/v2", "HorizontalPodAutoscaler", spec: "minReplicas: 1\nmaxReplicas: 9")])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind == .horizontalPodAutoscaler, let spec = object.spec else { return }
        let least = spec["minReplicas"]
        guard (least?.int ?? 1) < 3 else { return }
        report(
            Problem(
                least?.range ?? object.nameRange, "\(object.title) may go down to \(least?.int ?? 1) replica(s)."))
    }
}
