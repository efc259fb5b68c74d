import Findings
import Manifests

/// A label that shall hold a mail address does not.
enum LabelMail: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-LABEL-MAIL", title: "The label is not a mail address", severity: .low,
        why: "The project's configuration gives the label this form; tools that read it rely on it.",
        repair: "Write the value as a mail address.", maps: [.hadolint("DL3058")])

    /// The rule wants options; its tests are in LabelRulesTests.
    static let examples = Examples(good: ["FROM alpine:3.22\nLABEL a=b\n"], bad: [])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        view.reportLabels(of: .email, "a mail address", report: report)
    }
}
