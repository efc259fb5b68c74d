import Findings
import Manifests

/// Replicas that may all land on one node.
struct NoAntiAffinity: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-ANTI-AFFINITY", title: "Replicas are not spread over nodes",
        severity: .low,
        why: "The scheduler may put all replicas on one node: they then fail together.",
        repair: "Set podAntiAffinity or topologySpreadConstraints with topologyKey kubernetes.io/hostname.",
        maps: [.kubeLinter("no-anti-affinity"), .cwe(665)],
        references: ["https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/"],
        profile: .strict)

    let examples = Examples(
        good: [
            Sample.deployment(spec: "replicas: 1"),
            Sample.deployment(
                spec: "replicas: 3",
                pod:
                    "affinity:\n  podAntiAffinity:\n    preferredDuringSchedulingIgnoredDuringExecution:\n    - {weight: 1, podAffinityTerm: {labelSelector: {matchLabels: {app: web}}, topologyKey: kubernetes.io/hostname}}"
            ),
        ],
        bad: [Sample.deployment(spec: "replicas: 3")])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard
            [.deployment, .statefulSet, .replicaSet, .replicationController, .deploymentConfig].contains(object.kind),
            let replicas = object.spec?["replicas"], (replicas.int ?? 0) >= 2, let pod = object.pod
        else { return }
        let affinity = pod.spec["affinity"]?["podAntiAffinity"]
        var terms = affinity?["requiredDuringSchedulingIgnoredDuringExecution"]?.items ?? []
        for preferred in affinity?["preferredDuringSchedulingIgnoredDuringExecution"]?.items ?? [] {
            if let term = preferred["podAffinityTerm"] { terms.append(term) }
        }
        let hasAffinity = terms.contains { term in
            guard term["topologyKey"]?.text?.isEmpty == false else { return false }
            return term["labelSelector"].map { LabelSelector($0).matches(pod.labels) } ?? false
        }
        guard !hasAffinity else { return }
        let isSpread = (pod.spec["topologySpreadConstraints"]?.count ?? 0) > 0
        report(
            Problem(
                replicas.range, "The \(replicas.text ?? "") replicas of \(object.title) may land on one node.",
                profile: isSpread ? .all : nil))
    }
}
