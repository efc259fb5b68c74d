import Findings
import Manifests

/// Slow starts meet the liveness probe.
struct NoStartupProbe: ContainerRule {
    let card = RuleCard(
        id: "DD-K8S-STARTUP", title: "No startup probe",
        severity: .low,
        why: "Without a startup probe the liveness probe must be slow enough for the slowest start.",
        repair: "Add a startupProbe.",
        maps: [.kubeLinter("no-startup-probe")],
        references: ["https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/"],
        profile: .all)

    let examples = Examples(
        good: [Sample.pod("startupProbe: {httpGet: {path: /healthz, port: 8080}}")],
        bad: [Sample.pod()])

    func check(_ container: Container, in pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        guard container.role == .regular, container.node["startupProbe"] == nil else { return }
        guard object.kind != .job, object.kind != .cronJob else { return }
        report(Problem(container.range, "Container '\(container.name)' has no startup probe."))
    }
}
