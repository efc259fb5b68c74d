import Findings
import Manifests

/// Fewer than three replicas.
struct FewReplicas: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-FEW-REPLICAS", title: "Fewer than three replicas",
        severity: .low,
        why: "With fewer than three replicas one failure during an update leaves one or none.",
        repair: "Run three or more replicas.",
        maps: [.kubeLinter("minimum-three-replicas")],
        references: ["https://kubernetes.io/docs/concepts/workloads/controllers/deployment/"],
        profile: .all)

    let examples = Examples(
        good: [Sample.deployment(spec: "replicas: 3")],
        bad: [Sample.deployment(spec: "replicas: 2"), Sample.deployment()])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard
            [.deployment, .statefulSet, .replicaSet, .replicationController, .deploymentConfig].contains(object.kind),
            let spec = object.spec
        else { return }
        let replicas = spec["replicas"]
        guard (replicas?.int ?? 1) < 3, replicas == nil || replicas?.int != nil else { return }
        report(
            Problem(
                replicas?.range ?? object.nameRange, "\(object.title) runs \(replicas?.int ?? 1) replica(s)."))
    }
}
