import Findings
import Manifests

/// A required label has no value.
enum LabelEmpty: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-LABEL-EMPTY", title: "A required label is empty", severity: .low,
        why: "The project's configuration requires the label; without a value it says nothing.",
        repair: "Give the label a value.", maps: [.hadolint("DL3051")],
        references: ["https://github.com/opencontainers/image-spec/blob/main/annotations.md"])

    /// The rule wants options; its tests are in LabelRulesTests.
    static let examples = Examples(
        good: ["FROM alpine:3.22\nLABEL team=\"shop\"\n"],
        bad: ["FROM alpine:3.22\nLABEL team=\"\"\n"])

    static let exampleOptions = DockerfileOptions(requiredLabels: ["team": .text])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for item in view.items where item.keyword == .label {
            for label in item.instruction.assignments
            where view.options.requiredLabels[label.key.value] != nil && (label.value?.value ?? "").isEmpty {
                report(Problem(label.range, "\(label.key.value) is empty."))
            }
        }
    }
}
