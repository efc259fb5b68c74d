import Findings
import Manifests

/// One service may start processes without end.
struct ServiceProcessLimit: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-PIDS-LIMIT", title: "No limit of processes",
        severity: .low,
        why: "A fork bomb in one container takes every process id of the host.",
        repair: "Set pids_limit or deploy.resources.limits.pids.",
        maps: [.cisDocker("5.29"), .cwe(770)],
        references: ["https://docs.docker.com/reference/compose-file/deploy/#resources"],
        profile: .strict)

    let examples = Examples(
        good: [
            ComposeSample.service("pids_limit: 200"),
            ComposeSample.service("deploy: {resources: {limits: {pids: 200}}}"),
        ],
        bad: [ComposeSample.service(), ComposeSample.service("pids_limit: -1")])

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        guard service.mayLack(project) else { return }
        let limit = service["pids_limit"]
        if let limit, (limit.int ?? 1) > 0 { return }
        let isLimited = service.layers.contains { $0[path: "deploy", "resources", "limits", "pids"] != nil }
        guard !isLimited else { return }
        report(
            Problem(
                service.own("pids_limit")?.range ?? service.key.range,
                "Service '\(service.name)' may start any number of processes.",
                fix: .advice("Decide how many processes it needs and set pids_limit, such as 200.")))
    }
}
