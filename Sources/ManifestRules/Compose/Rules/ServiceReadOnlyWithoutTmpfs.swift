import Findings
import Manifests

/// A read-only service that has nowhere to write.
struct ServiceReadOnlyWithoutTmpfs: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-READ-ONLY-TMPFS", title: "Read-only without tmpfs",
        severity: .low,
        why: "Most programs write to /tmp or /run; without a tmpfs they fail, and somebody turns read_only off again.",
        repair: "Add tmpfs: [/tmp].",
        maps: [.cisDocker("5.13")], references: ["https://docs.docker.com/reference/compose-file/services/#tmpfs"],
        profile: .strict)

    let examples = Examples(
        good: [ComposeSample.service("read_only: true\ntmpfs: [/tmp]")],
        bad: [ComposeSample.service("read_only: true")])

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        guard let flag = service.own("read_only"), service.isTrue(flag), service.mayLack(project) else { return }
        let hasPlace = !service.list("tmpfs").isEmpty || !service.list("volumes").isEmpty
        guard !hasPlace else { return }
        report(Problem(flag.range, "Service '\(service.name)' has no place it can write to."))
    }
}
