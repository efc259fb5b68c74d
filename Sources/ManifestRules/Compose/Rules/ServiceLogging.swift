import Findings
import Manifests

/// Logs that fill the disk.
struct ServiceLogging: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-LOGGING", title: "Logs are not limited",
        severity: .low,
        why: "The json-file driver keeps logs without end: a chatty or attacked service fills the disk of the host.",
        repair: "Set logging.options max-size and max-file, or use the local driver.",
        maps: [.cwe(779), .cwe(400)], references: ["https://docs.docker.com/engine/logging/configure/"],
        profile: .strict)

    let examples = Examples(
        good: [
            ComposeSample.service("logging: {driver: json-file, options: {max-size: 10m, max-file: \"3\"}}"),
            ComposeSample.service("logging: {driver: local}"),
        ],
        bad: [ComposeSample.service(), ComposeSample.service("logging: {driver: json-file}")])

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        guard service.mayLack(project) else { return }
        let logging = service["logging"]
        let driver = service.text(logging?["driver"]) ?? "json-file"
        guard driver == "json-file", logging?["options"]?["max-size"] == nil else { return }
        report(
            Problem(
                service.own("logging")?.range ?? service.key.range, "The logs of '\(service.name)' are not limited.",
                fix: logging == nil
                    ? service.setting(
                        ["logging"],
                        to: .map([
                            ("driver", .scalar("json-file")),
                            ("options", .map([("max-size", .scalar("10m")), ("max-file", .scalar("\"3\""))])),
                        ]), card.repair)
                    : .advice(card.repair)))
    }
}
