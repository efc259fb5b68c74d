import Manifests

/// How many pods a workload keeps.
enum Replicas {
    /// The least number of pods: what an autoscaler of it allows, else its own replicas, else one.
    static func least(of workload: KubernetesObject, in set: KubernetesSet) -> Int {
        for kind in [KubernetesKind.horizontalPodAutoscaler, .scaledObject] {
            for scaler in set.all(kind) where scaler.isInNamespace(workload.namespace) {
                guard let target = scaler.spec?["scaleTargetRef"], let name = workload.name,
                    target["name"]?.isText(name) == true,
                    target["kind"].map({ $0.isText(workload.kindName) }) ?? true
                else { continue }
                let field = kind == .scaledObject ? "minReplicaCount" : "minReplicas"
                return scaler.spec?[field]?.int ?? (kind == .scaledObject ? 0 : 1)
            }
        }
        return workload.spec?["replicas"]?.int ?? 1
    }
}
