import Findings
import Manifests

/// A container that hangs stays.
struct NoLivenessProbe: ContainerRule {
    let card = RuleCard(
        id: "DD-K8S-LIVENESS", title: "No liveness probe",
        severity: .low,
        why: "A process that hangs is not restarted.",
        repair: "Add a livenessProbe that fails only where a restart helps.",
        maps: [.kubeLinter("no-liveness-probe"), .checkov("CKV_K8S_8")],
        references: ["https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/"],
        profile: .all)

    let examples = Examples(
        good: [Sample.pod("livenessProbe: {httpGet: {path: /healthz, port: 8080}}")],
        bad: [Sample.pod()])

    func check(_ container: Container, in pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        guard container.role == .regular, container.node["livenessProbe"] == nil else { return }
        guard object.kind != .job, object.kind != .cronJob else { return }
        report(Problem(container.range, "Container '\(container.name)' has no liveness probe."))
    }
}
