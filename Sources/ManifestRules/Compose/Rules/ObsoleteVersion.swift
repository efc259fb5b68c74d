import Findings
import Manifests

/// A field that Compose ignores.
struct ObsoleteVersion: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-VERSION", title: "version is obsolete",
        severity: .negligible,
        why: "Compose ignores version and warns of it at each start.",
        repair: "Remove the line.",
        maps: [.cwe(477)], references: ["https://docs.docker.com/reference/compose-file/version-and-name/"],
        profile: .all)

    let examples = Examples(
        good: [ComposeSample.service()],
        bad: ["version: \"3.8\"\n" + ComposeSample.service()])

    func check(_ project: ComposeProject, report: (Problem) -> Void) {
        guard let entry = project.root.entry("version") else { return }
        report(
            Problem(
                entry.key.range, "The field version has no effect.",
                fix: Fix(
                    summary: card.repair,
                    edits: YAMLEditor.remove("version", from: project.root).map { [$0] } ?? [])))
    }
}
