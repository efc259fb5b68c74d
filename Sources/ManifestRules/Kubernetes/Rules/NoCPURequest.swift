import Findings
import Manifests

/// The scheduler cannot know what the container needs.
struct NoCPURequest: ContainerRule {
    let card = RuleCard(
        id: "DD-K8S-CPU-REQUEST", title: "No CPU request",
        severity: .low,
        why: "Without a request the scheduler packs nodes too full, and the container gets what is left over.",
        repair: "Set resources.requests.cpu.",
        maps: [
            .trivy("KSV-0015"), .kubeLinter("unset-cpu-requirements"), .checkov("CKV_K8S_10"),
            .nsaCisa("Resource policies"),
        ],
        profile: .strict)

    let examples = Examples(
        good: [Sample.pod("resources: {requests: {cpu: 100m}}")],
        bad: [Sample.pod()])

    func check(_ container: Container, in pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        let resources = container.node["resources"]
        guard container.role != .ephemeral, resources?["requests"]?["cpu"] == nil else { return }
        report(
            Problem(
                container.range, "Container '\(container.name)' has no CPU request.",
                fix: .advice("Measure what it uses and set resources.requests.cpu.")))
    }
}
