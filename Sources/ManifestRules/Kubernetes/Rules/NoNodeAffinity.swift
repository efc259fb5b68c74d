import Findings
import Manifests

/// Pods go anywhere.
struct NoNodeAffinity: PodRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-AFFINITY", title: "No node affinity",
        severity: .low,
        why: "Without node affinity pods land on any node, also on those kept for others.",
        repair: "Set affinity.nodeAffinity.",
        maps: [.kubeLinter("no-node-affinity")],
        references: ["https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/"],
        profile: .all)

    let examples = Examples(
        good: [
            Sample.pod(
                spec:
                    "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: pool, operator: In, values: [web]}]}]}}}"
            )
        ],
        bad: [Sample.pod()])

    func check(_ pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        guard pod.spec["affinity"]?["nodeAffinity"] == nil else { return }
        report(Problem(object.nameRange, "\(object.title) does not say on which nodes it runs."))
    }
}
