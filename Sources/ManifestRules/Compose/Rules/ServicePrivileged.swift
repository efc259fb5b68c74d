import Findings
import Manifests

/// A privileged container is root on the host.
struct ServicePrivileged: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-PRIVILEGED", title: "Privileged service",
        severity: .high,
        why: "A privileged container has all capabilities and every device of the host: whoever takes it over has the "
            + "host.",
        repair: "Remove privileged: true; add the single capabilities or devices that the program needs.",
        maps: [.cisDocker("5.5"), .cwe(250)],
        references: ["https://docs.docker.com/reference/compose-file/services/#privileged"])

    let examples = Examples(
        good: [ComposeSample.service()],
        bad: [ComposeSample.service("privileged: true")])

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        guard let flag = service.own("privileged"), service.isTrue(flag) else { return }
        report(Problem(flag.range, "Service '\(service.name)' is privileged."))
    }
}
