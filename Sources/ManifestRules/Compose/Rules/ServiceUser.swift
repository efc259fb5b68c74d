import Findings
import Manifests

/// A service that may run as root.
struct ServiceUser: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-USER", title: "Service may run as root",
        severity: .medium,
        why: "Unless the image says otherwise the process is root in the container, one kernel or runtime bug from the "
            + "host.",
        repair: "Set user to a numeric id, such as \"65532:65532\", unless the image has a USER.",
        maps: [.cisDocker("4.1"), .cwe(250)],
        references: ["https://docs.docker.com/reference/compose-file/services/#user"],
        profile: .strict,
        confidence: .medium)

    let examples = Examples(
        good: [ComposeSample.service("user: \"65532:65532\"")],
        bad: [ComposeSample.service()])

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        guard service["user"] == nil, service.mayLack(project) else { return }
        report(Problem(service.key.range, "Service '\(service.name)' names no user."))
    }
}
