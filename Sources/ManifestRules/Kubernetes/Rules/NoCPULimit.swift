import Findings
import Manifests

/// One container may take a node's processors.
struct NoCPULimit: ContainerRule {
    let card = RuleCard(
        id: "DD-K8S-CPU-LIMIT", title: "No CPU limit",
        severity: .low,
        why: "Without a limit a runaway or mining process takes the processors of its node.",
        repair: "Set resources.limits.cpu.",
        maps: [.trivy("KSV-0011"), .checkov("CKV_K8S_11"), .nsaCisa("Resource policies"), .cwe(770)],
        profile: .strict)

    let examples = Examples(
        good: [Sample.pod("resources: {limits: {cpu: 500m}}")],
        bad: [Sample.pod()])

    func check(_ container: Container, in pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        guard container.role != .ephemeral, container.node["resources"]?["limits"]?["cpu"] == nil else { return }
        report(
            Problem(
                container.range, "Container '\(container.name)' has no CPU limit.",
                fix: .advice("Decide how much CPU it may use and set resources.limits.cpu.")))
    }
}
