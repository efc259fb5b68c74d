import Findings
import Manifests

/// A label that shall hold a URL does not.
enum LabelURL: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-LABEL-URL", title: "The label is not a URL", severity: .low,
        why: "The project's configuration gives the label this form; tools that read it rely on it.",
        repair: "Write the value as a URL.", maps: [.hadolint("DL3052")],
        references: ["https://github.com/opencontainers/image-spec/blob/main/annotations.md"])

    /// The rule wants options; its tests are in LabelRulesTests.
    static let examples = Examples(
        good: ["FROM alpine:3.22\nLABEL org.opencontainers.image.url=\"https://example.org/app\"\n"],
        bad: ["FROM alpine:3.22\nLABEL org.opencontainers.image.url=\"example app\"\n"])

    static let exampleOptions = DockerfileOptions(requiredLabels: ["org.opencontainers.image.url": .url])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        view.reportLabels(of: .url, "a URL", report: report)
    }
}
