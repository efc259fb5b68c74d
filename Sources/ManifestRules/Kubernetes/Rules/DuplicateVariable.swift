import Findings
import Manifests

/// Of two variables of one name the last wins.
struct DuplicateVariable: ContainerRule {
    let card = RuleCard(
        id: "DD-K8S-DUPLICATE-ENV", title: "Environment variable given twice",
        severity: .low,
        why: "Only the last value counts, and server-side apply refuses the object.",
        repair: "Keep one of them.",
        maps: [.kubeLinter("duplicate-env-var"), .cwe(694)],
        references: ["https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/"])

    let examples = Examples(
        good: [Sample.pod("env: [{name: PORT, value: \"8080\"}, {name: HOST, value: web}]")],
        bad: [Sample.pod("env: [{name: PORT, value: \"8080\"}, {name: PORT, value: \"9090\"}]")])

    func check(_ container: Container, in pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        var seen = Set<String>()
        var reported = Set<String>()
        for variable in container.environment {
            guard let name = variable["name"], let text = name.text else { continue }
            guard !seen.insert(text).inserted, reported.insert(text).inserted else { continue }
            report(
                Problem(
                    name.range, "Container '\(container.name)' sets \(text) more than once.",
                    aliases: container.role == .ephemeral ? [] : nil))
        }
    }
}
