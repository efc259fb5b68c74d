import Findings
import Manifests

/// A pod that stays down.
struct RestartPolicy: PodRule {
    let card = RuleCard(
        id: "DD-K8S-RESTART-POLICY", title: "Containers are never restarted",
        severity: .low,
        why: "With restartPolicy Never a container that ends stays ended.",
        repair: "Use Always, or OnFailure for jobs.",
        maps: [.kubeLinter("restart-policy")],
        references: ["https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy"],
        profile: .all)

    let examples = Examples(
        good: [Sample.pod(spec: "restartPolicy: Always")],
        bad: [Sample.pod(spec: "restartPolicy: Never")])

    func check(_ pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        guard let policy = pod.spec["restartPolicy"], let text = policy.text, !text.isEmpty, text != "Always",
            text != "OnFailure"
        else { return }
        report(Problem(policy.range, "The containers of \(object.title) are not restarted (restartPolicy: \(text))."))
    }
}
