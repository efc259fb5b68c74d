import Findings
import Manifests

/// A label that the project does not name.
enum LabelSuperfluous: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-LABEL-EXTRA", title: "A label is not among those allowed", severity: .low,
        why: "The project's configuration names all labels that may be set.",
        repair: "Take the label out, or add it to the configuration.", maps: [.hadolint("DL3050")],
        references: ["https://github.com/opencontainers/image-spec/blob/main/annotations.md"])

    /// The rule wants options; its tests are in LabelRulesTests.
    static let examples = Examples(
        good: ["FROM alpine:3.22\nLABEL team=\"shop\"\n"],
        bad: ["FROM alpine:3.22\nLABEL colour=\"blue\"\n"])

    static let exampleOptions = DockerfileOptions(requiredLabels: ["team": .text], strictLabels: true)

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        guard view.options.strictLabels else { return }
        for item in view.items where item.keyword == .label {
            for label in item.instruction.assignments where view.options.requiredLabels[label.key.value] == nil {
                report(Problem(label.range, "\(label.key.value) is not among the labels allowed."))
            }
        }
    }
}
