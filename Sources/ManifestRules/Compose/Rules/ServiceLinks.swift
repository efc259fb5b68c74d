import Findings
import Manifests

/// An old way to name other services.
struct ServiceLinks: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-LINKS", title: "links is out of date",
        severity: .low,
        why: "Services of a network reach each other by name; links are kept for old files only.",
        repair: "Remove links and use networks.",
        maps: [.cisDocker("5.30"), .cwe(477)],
        references: ["https://docs.docker.com/reference/compose-file/services/#links"],
        profile: .all)

    let examples = Examples(
        good: [ComposeSample.service()],
        bad: [ComposeSample.service("links: [web]")])

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        guard let entry = service.node.entry("links") else { return }
        report(Problem(entry.key.range, "Service '\(service.name)' uses links."))
    }
}
