import Findings
import Manifests

/// A label that shall hold a time as RFC 3339 writes it does not.
enum LabelTime: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-LABEL-TIME", title: "The label is not a time as RFC 3339 writes it", severity: .low,
        why: "The project's configuration gives the label this form; tools that read it rely on it.",
        repair: "Write the value as a time as RFC 3339 writes it.", maps: [.hadolint("DL3053")])

    /// The rule wants options; its tests are in LabelRulesTests.
    static let examples = Examples(good: ["FROM alpine:3.22\nLABEL a=b\n"], bad: [])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        view.reportLabels(of: .rfc3339, "a time as RFC 3339 writes it", report: report)
    }
}
