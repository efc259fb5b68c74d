import Findings
import Manifests

/// One service may take the host's memory.
struct ServiceMemoryLimit: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-MEMORY-LIMIT", title: "No memory limit",
        severity: .low,
        why: "Without a limit one leaking or attacked process takes the memory of the host, and the kernel kills "
            + "others for it.",
        repair: "Set deploy.resources.limits.memory or mem_limit.",
        maps: [.cisDocker("5.11"), .cwe(770)],
        references: ["https://docs.docker.com/reference/compose-file/deploy/#resources"],
        profile: .strict)

    let examples = Examples(
        good: [
            ComposeSample.service("mem_limit: 256m"),
            ComposeSample.service("deploy: {resources: {limits: {memory: 256M}}}"),
        ],
        bad: [ComposeSample.service()])

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        guard service.mayLack(project), service["mem_limit"] == nil else { return }
        let isLimited = service.layers.contains { $0[path: "deploy", "resources", "limits", "memory"] != nil }
        guard !isLimited else { return }
        let advice = Fix.advice("Decide how much memory it may use and set deploy.resources.limits.memory.")
        report(
            Problem(
                service.key.range, "Service '\(service.name)' has no memory limit.",
                fix: project.decisions.memoryLimit.map { service.limiting("memory", to: $0, advice) } ?? advice))
    }
}
