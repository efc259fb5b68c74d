import Findings
import Manifests

/// The root group owns files that others may not read.
struct RootGroup: PodRule {
    let card = RuleCard(
        id: "DD-K8S-ROOT-GROUP", title: "Runs with the root group",
        severity: .low,
        why: "With group 0, as primary, supplementary or file system group, a process reads and often writes files "
            + "that belong to root.",
        repair: "Leave runAsGroup, supplementalGroups and fsGroup away, or give numbers above 0.",
        maps: [.trivy("KSV-0116"), .nsaCisa("Non-root containers"), .cwe(250)],
        references: ["https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"],
        profile: .strict)

    let examples = Examples(
        good: [Sample.pod(spec: "securityContext: {runAsGroup: 65532, fsGroup: 65532, supplementalGroups: [2000]}")],
        bad: [
            Sample.pod(spec: "securityContext: {fsGroup: 0}"),
            Sample.pod(spec: "securityContext: {supplementalGroups: [0]}"),
            Sample.pod("securityContext: {runAsGroup: 0}"),
        ])

    func check(_ pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        let context = pod.securityContext
        for field in ["runAsGroup", "fsGroup"] {
            if let group = context?[field], group.int == 0 {
                report(Problem(group.range, "The pods of \(object.title) have \(field): 0."))
            }
        }
        for group in context?["supplementalGroups"]?.items ?? [] where group.int == 0 {
            report(Problem(group.range, "The pods of \(object.title) have the root group among supplementalGroups."))
        }
        for container in pod.containers {
            guard let group = container.securityContext?["runAsGroup"], group.int == 0 else { continue }
            report(Problem(group.range, "Container '\(container.name)' runs with the root group.", aliases: []))
        }
    }
}
