import Findings
import Manifests

/// A label that shall hold a semantic version does not.
enum LabelVersion: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-LABEL-VERSION", title: "The label is not a semantic version", severity: .low,
        why: "The project's configuration gives the label this form; tools that read it rely on it.",
        repair: "Write the value as a semantic version.", maps: [.hadolint("DL3056")],
        references: ["https://github.com/opencontainers/image-spec/blob/main/annotations.md"])

    /// The rule wants options; its tests are in LabelRulesTests.
    static let examples = Examples(
        good: ["FROM alpine:3.22\nLABEL org.opencontainers.image.version=\"1.4.0\"\n"],
        bad: ["FROM alpine:3.22\nLABEL org.opencontainers.image.version=\"1.4\"\n"])

    static let exampleOptions = DockerfileOptions(requiredLabels: ["org.opencontainers.image.version": .semver])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        view.reportLabels(of: .semver, "a semantic version", report: report)
    }
}
