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
        profile: .all)

    let examples = Examples(
        good: [Sample.pod(spec: "priorityClassName: \"\"")],
        bad: [Sample.pod(spec: "priorityClassName: system-cluster-critical")])

    func check(_ pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        guard let name = pod.spec["priorityClassName"], name.text?.isEmpty == false else { return }
        let isSystem = name.text?.hasPrefix("system-") == true
        report(
            Problem(
                name.range, "\(object.title) asks for the priority class \(name.text ?? "").",
                severity: isSystem ? nil : .negligible))
    }
}
