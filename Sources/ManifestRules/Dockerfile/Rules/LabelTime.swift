import Findings
import Manifests

/// A label that shall hold a time as RFC 3339 writes it does not.
enum LabelTime: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-LABEL-TIME", title: "The label is not a time as RFC 3339 writes it", severity: .low,
        why: "The project's configuration gives the label this form; tools that read it rely on it.",
        repair: "Write the value as a time as RFC 3339 writes it.", maps: [.hadolint("DL3053")],
        references: ["https://github.com/opencontainers/image-spec/blob/main/annotations.md"])

    /// The rule wants options; its tests are in LabelRulesTests.
    static let examples = Examples(
        good: ["FROM alpine:3.22\nLABEL org.opencontainers.image.created=\"2026-11-24T18:00:00Z\"\n"],
        bad: ["FROM alpine:3.22\nLABEL org.opencontainers.image.created=\"yesterday\"\n"])

    static let exampleOptions = DockerfileOptions(requiredLabels: ["org.opencontainers.image.created": .rfc3339])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        view.reportLabels(of: .rfc3339, "a time as RFC 3339 writes it", report: report)
    }
}
