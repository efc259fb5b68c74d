import Findings
import Manifests

/// Nobody asks whether the service answers.
struct ServiceHealthcheck: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-HEALTHCHECK", title: "No health check",
        severity: .low,
        why: "Without a health check a process that hangs counts as running, and services that wait for it start too "
            + "early.",
        repair: "Add healthcheck, unless the image has a HEALTHCHECK.",
        maps: [.cisDocker("5.27")],
        references: ["https://docs.docker.com/reference/compose-file/services/#healthcheck"],
        profile: .strict,
        confidence: .medium)

    let examples = Examples(
        good: [ComposeSample.service("healthcheck: {test: [CMD, /app, health]}")],
        bad: [ComposeSample.service(), ComposeSample.service("healthcheck: {disable: true}")])

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        guard service.mayLack(project) else { return }
        let check = service["healthcheck"]
        let isOff =
            check.map { service.isTrue($0["disable"]) || $0["test"]?.items.first?.isText("NONE") == true } ?? true
        guard isOff else { return }
        report(
            Problem(
                service.own("healthcheck")?.range ?? service.key.range,
                "Nothing checks whether '\(service.name)' answers."))
    }
}
