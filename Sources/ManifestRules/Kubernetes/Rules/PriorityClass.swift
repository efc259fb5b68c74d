import Findings
import Manifests

/// A priority class that is not one of the known.
struct PriorityClass: PodRule {
    let card = RuleCard(
        id: "DD-K8S-PRIORITY-CLASS", title: "Priority class of the system",
        severity: .low,
        why: "The system classes push other pods aside; they are for parts of the cluster.",
        repair: "Make a PriorityClass of your own.",
        maps: [.kubeLinter("priority-class-name")],
        references: ["https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/"],
        profile: .all)

    let examples = Examples(
        good: [Sample.pod(spec: "priorityClassName: \"\"")],
        bad: [Sample.pod(spec: "priorityClassName: system-cluster-critical")])

    func check(_ pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        guard let name = pod.spec["priorityClassName"], let text = name.text, !text.isEmpty else { return }
        // kube-linter accepts the system's classes and no other.
        let isSystem = text == "system-cluster-critical" || text == "system-node-critical"
        report(
            Problem(
                name.range, "\(object.title) asks for the priority class \(text).",
                aliases: peers("priority-class-name".when(!isSystem)), severity: isSystem ? nil : .negligible))
    }
}
