import Findings
import Manifests

/// A label that shall hold a mail address does not.
enum LabelMail: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-LABEL-MAIL", title: "The label is not a mail address", severity: .low,
        why: "The project's configuration gives the label this form; tools that read it rely on it.",
        repair: "Write the value as a mail address.", maps: [.hadolint("DL3058")],
        references: ["https://github.com/opencontainers/image-spec/blob/main/annotations.md"])

    /// The rule wants options; its tests are in LabelRulesTests.
    static let examples = Examples(
        good: ["FROM alpine:3.22\nLABEL org.opencontainers.image.authors=\"ada@example.org\"\n"],
        bad: ["FROM alpine:3.22\nLABEL org.opencontainers.image.authors=\"Ada\"\n"])

    static let exampleOptions = DockerfileOptions(requiredLabels: ["org.opencontainers.image.authors": .email])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        view.reportLabels(of: .email, "a mail address", report: report)
    }
}
