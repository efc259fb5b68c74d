import Findings
import Manifests

/// Pods that never get ready hold up drains.
struct BudgetEvictionPolicy: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-PDB-EVICTION", title: "unhealthyPodEvictionPolicy is not set",
        severity: .low,
        why: "By default pods that are not ready count against the budget, so that a broken workload holds up the "
            + "drain of its node.",
        repair: "Set unhealthyPodEvictionPolicy: AlwaysAllow.",
        maps: [.kubeLinter("pdb-unhealthy-pod-eviction-policy")],
        references: ["https://kubernetes.io/docs/tasks/run-application/configure-pdb/"],
        profile: .all)

    let examples = Examples(
        good: [
            Sample.object(
                "policy/v1", "PodDisruptionBudget", spec: "maxUnavailable: 1\nunhealthyPodEvictionPolicy: AlwaysAllow")
        ],
        bad: [Sample.object("policy/v1", "PodDisruptionBudget", spec: "maxUnavailable: 1")])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind == .podDisruptionBudget, let spec = object.spec, spec["unhealthyPodEvictionPolicy"] == nil
        else { return }
        report(
            Problem(
                object.nameRange, "\(object.title) leaves unhealthyPodEvictionPolicy to the default.",
                fix: .set(
                    "unhealthyPodEvictionPolicy", to: .scalar("AlwaysAllow"), in: spec,
                    "Set unhealthyPodEvictionPolicy: AlwaysAllow.")))
    }
}
