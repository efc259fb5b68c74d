import Findings
import Manifests

/// One container may take a node's memory.
struct NoMemoryLimit: ContainerRule {
    let card = RuleCard(
        id: "DD-K8S-MEMORY-LIMIT", title: "No memory limit",
        severity: .low,
        why: "Without a limit one leaking or attacked process takes the memory of its node, and the kernel kills "
            + "others for it.",
        repair: "Set resources.limits.memory.",
        maps: [
            .trivy("KSV-0018"), .kubeLinter("unset-memory-requirements"), .checkov("CKV_K8S_13"),
            .nsaCisa("Resource policies"), .cwe(770),
        ])

    let examples = Examples(
        good: [Sample.pod("resources: {limits: {memory: 128Mi}}")],
        bad: [Sample.pod()])

    func check(_ container: Container, in pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        guard container.role != .ephemeral, container.node["resources"]?["limits"]?["memory"] == nil else { return }
        report(
            Problem(
                container.range, "Container '\(container.name)' has no memory limit.",
                fix: .advice("Decide how much memory it may use and set resources.limits.memory."),
                profile: container.role == .initial && !container.isSidecar ? .strict : nil))
    }
}
