import Findings
import Manifests

/// A label that shall hold a git hash does not.
enum LabelHash: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-LABEL-HASH", title: "The label is not a git hash", severity: .low,
        why: "The project's configuration gives the label this form; tools that read it rely on it.",
        repair: "Write the value as a git hash.", maps: [.hadolint("DL3055")],
        references: ["https://github.com/opencontainers/image-spec/blob/main/annotations.md"])

    /// The rule wants options; its tests are in LabelRulesTests.
    static let examples = Examples(
        good: [
            "FROM alpine:3.22\nLABEL org.opencontainers.image.revision=\"43c572f1272b6b3171dd1db9e41b7027128ce080\"\n"
        ],
        bad: ["FROM alpine:3.22\nLABEL org.opencontainers.image.revision=\"main\"\n"])

    static let exampleOptions = DockerfileOptions(requiredLabels: ["org.opencontainers.image.revision": .hash])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        view.reportLabels(of: .hash, "a git hash", report: report)
    }
}
