import Findings
import Manifests

/// A text that is no YAML.
enum YAMLSyntax: YAMLRule {
    static let card = RuleCard(
        id: "DD-YAML-SYNTAX", title: "YAML cannot be read", severity: .medium,
        why: "What cannot be read is not judged, and no cluster or daemon takes it.",
        repair: "Correct the text at the place given.", maps: [.cwe(20)],
        references: ["https://yaml.org/spec/1.2.2/"])

    static let examples = Examples(good: ["a: 1\n"], bad: ["a: b: c\n"])

    static func check(_ tree: YAMLTree, report: (Problem) -> Void) {
        for fault in tree.faults {
            report(
                Problem(
                    fault.offset..<fault.offset, fault.message.prefix(1).uppercased() + fault.message.dropFirst() + ".")
            )
        }
    }
}
