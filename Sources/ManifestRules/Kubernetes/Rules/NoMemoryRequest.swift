import Findings
import Manifests

/// The scheduler cannot know what the container needs.
struct NoMemoryRequest: ContainerRule {
    let card = RuleCard(
        id: "DD-K8S-MEMORY-REQUEST", title: "No memory request",
        severity: .low,
        why: "Without a request the scheduler packs nodes too full, and this container is the first to be killed.",
        repair: "Set resources.requests.memory.",
        maps: [.trivy("KSV-0016"), .checkov("CKV_K8S_12"), .nsaCisa("Resource policies")],
        profile: .strict)

    let examples = Examples(
        good: [Sample.pod("resources: {requests: {memory: 64Mi}}")],
        bad: [Sample.pod()])

    func check(_ container: Container, in pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        let resources = container.node["resources"]
        guard container.role != .ephemeral, resources?["requests"]?["memory"] == nil else { return }
        report(
            Problem(
                container.range, "Container '\(container.name)' has no memory request.",
                fix: .advice("Measure what it uses and set resources.requests.memory.")))
    }
}
