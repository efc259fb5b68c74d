import Findings
import Manifests

/// A root file system that can be written.
struct ServiceWritableRoot: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-READ-ONLY", title: "Root file system can be written",
        severity: .medium,
        why: "An intruder who can write the root file system can leave tools there and change the program.",
        repair: "Set read_only: true and give the places the program writes to as tmpfs or volumes.",
        maps: [.cisDocker("5.13"), .cwe(732)],
        references: ["https://docs.docker.com/reference/compose-file/services/#read_only"],
        profile: .strict)

    let examples = Examples(
        good: [ComposeSample.service("read_only: true\ntmpfs: [/tmp]")],
        bad: [ComposeSample.service()])

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        guard !service.isTrue(service["read_only"]), service.mayLack(project) else { return }
        report(
            Problem(
                service.own("read_only")?.range ?? service.key.range,
                "Service '\(service.name)' can write its root file system."))
    }
}
