import Findings
import Manifests

/// Requests reach a container before it can answer.
struct NoReadinessProbe: ContainerRule {
    let card = RuleCard(
        id: "DD-K8S-READINESS", title: "No readiness probe",
        severity: .low,
        why: "A Service sends requests to a container as soon as it runs, also while it starts or cannot answer.",
        repair: "Add a readinessProbe.",
        maps: [.kubeLinter("no-readiness-probe"), .checkov("CKV_K8S_9")],
        references: ["https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/"],
        profile: .strict)

    let examples = Examples(
        good: [Sample.pod("readinessProbe: {httpGet: {path: /healthz, port: 8080}}")],
        bad: [Sample.pod()])

    func check(_ container: Container, in pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        guard container.role == .regular, container.node["readinessProbe"] == nil else { return }
        guard object.kind != .job, object.kind != .cronJob else { return }
        report(Problem(container.range, "Container '\(container.name)' has no readiness probe."))
    }
}
