import Findings
import Manifests

/// A label that the project requires is not set.
enum LabelMissing: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-LABEL-MISSING", title: "A required label is missing", severity: .low,
        why: "The project's configuration requires the label.", repair: "Add the label to the final stage.",
        maps: [.hadolint("DL3049")],
        references: ["https://github.com/opencontainers/image-spec/blob/main/annotations.md"])

    /// The rule wants options; its tests are in LabelRulesTests.
    static let examples = Examples(
        good: ["FROM alpine:3.22\nLABEL team=\"shop\"\n"],
        bad: ["FROM alpine:3.22\n"])

    static let exampleOptions = DockerfileOptions(requiredLabels: ["team": .text])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        guard let final = view.file.finalStage, let from = final.from else { return }
        let lineage = Set(view.file.finalLineage.map(\.index))
        var present = Set<String>()
        for item in view.items where item.keyword == .label && lineage.contains(view.stage(item.stage)?.index ?? -2) {
            present.formUnion(item.instruction.assignments.map(\.key.value))
        }
        for name in view.options.requiredLabels.keys.sorted() where !present.contains(name) {
            report(Problem(view.file.instructions[from].headRange, "The label \(name) is missing."))
        }
    }
}
