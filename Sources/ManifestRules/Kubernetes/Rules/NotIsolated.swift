import Findings
import Manifests

/// Pods that anyone in the cluster may talk to.
struct NotIsolated: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-NOT-ISOLATED", title: "No NetworkPolicy selects the pods",
        severity: .medium,
        why: "A pod that no NetworkPolicy selects takes connections from every pod of the cluster and may open any.",
        repair: "Add a NetworkPolicy for the namespace that denies by default, and one that allows what the pods need "
            + "(DNS among it).",
        maps: [
            .kubeLinter("non-isolated-pod"), .checkov("CKV2_K8S_6"), .cisKubernetes("5.3.2"),
            .nsaCisa("Network policies"), .cwe(923),
        ], references: ["https://kubernetes.io/docs/concepts/services-networking/network-policies/"],
        profile: .strict,
        confidence: .medium)

    let examples = Examples(
        good: [
            Sample.several(
                Sample.deployment(),
                Sample.object(
                    "networking.k8s.io/v1", "NetworkPolicy", spec: "podSelector: {}\npolicyTypes: [Ingress, Egress]"))
        ],
        bad: [Sample.deployment()])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard let pod = object.pod else { return }
        let isSelected = set.all(.networkPolicy).contains { policy in
            guard policy.isInNamespace(object.namespace) else { return false }
            guard let selector = policy.spec?["podSelector"], selector.isMapping else { return true }
            return LabelSelector(selector).matches(pod.labels)
        }
        guard !isSelected else { return }
        report(Problem(object.nameRange, "No NetworkPolicy among the files selects the pods of \(object.title)."))
    }
}
