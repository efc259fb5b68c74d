import Findings
import Manifests

/// A label that shall hold an SPDX licence expression does not.
enum LabelLicence: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-LABEL-LICENCE", title: "The label is not an SPDX licence expression", severity: .low,
        why: "The project's configuration gives the label this form; tools that read it rely on it.",
        repair: "Write the value as an SPDX licence expression.", maps: [.hadolint("DL3054")],
        references: ["https://github.com/opencontainers/image-spec/blob/main/annotations.md"])

    /// The rule wants options; its tests are in LabelRulesTests.
    static let examples = Examples(
        good: ["FROM alpine:3.22\nLABEL org.opencontainers.image.licenses=\"Apache-2.0\"\n"],
        bad: ["FROM alpine:3.22\nLABEL org.opencontainers.image.licenses=\"free to use\"\n"])

    static let exampleOptions = DockerfileOptions(requiredLabels: ["org.opencontainers.image.licenses": .spdx])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        view.reportLabels(of: .spdx, "an SPDX licence expression", report: report)
    }
}
