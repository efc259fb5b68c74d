import Findings
import Manifests

/// One service may take the host's processors.
struct ServiceCPULimit: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-CPU-LIMIT", title: "No CPU limit",
        severity: .low,
        why: "Without a limit a runaway or mining process takes the processors of the host.",
        repair: "Set deploy.resources.limits.cpus or cpus.",
        maps: [.cisDocker("5.12"), .cwe(770)],
        references: ["https://docs.docker.com/reference/compose-file/deploy/#resources"],
        profile: .strict)

    let examples = Examples(
        good: [
            ComposeSample.service("cpus: 0.5"), ComposeSample.service("deploy: {resources: {limits: {cpus: \"0.5\"}}}"),
        ],
        bad: [ComposeSample.service()])

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        guard service.mayLack(project), service["cpus"] == nil, service["cpu_quota"] == nil else { return }
        let isLimited = service.layers.contains { $0[path: "deploy", "resources", "limits", "cpus"] != nil }
        guard !isLimited else { return }
        let advice = Fix.advice("Decide how much CPU it may use and set deploy.resources.limits.cpus.")
        report(
            Problem(
                service.key.range, "Service '\(service.name)' has no CPU limit.",
                fix: project.decisions.cpuLimit.map { service.limiting("cpus", to: "\"\($0)\"", advice) } ?? advice))
    }
}
