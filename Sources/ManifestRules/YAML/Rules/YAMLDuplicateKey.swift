import Findings
import Manifests

/// A key that stands twice in one mapping.
enum YAMLDuplicateKey: YAMLRule {
    static let card = RuleCard(
        id: "DD-YAML-DUPLICATE-KEY", title: "Key given twice", severity: .medium,
        why:
            "Some readers take the first value, some the last, some refuse the file: what a reviewer sees is not what runs.",
        repair: "Keep one of the two.", maps: [.cwe(694)],
        references: ["https://yaml.org/spec/1.2.2/#3213-node-comparison"])

    static let examples = Examples(good: ["a: 1\nb: 2\n"], bad: ["a: 1\na: 2\n"])

    /// A file that repeats more keys than this is not written by hand.
    private static let mostReported = 100

    static func check(_ tree: YAMLTree, report: (Problem) -> Void) {
        for (key, first) in tree.duplicates.prefix(mostReported) {
            let line = tree.source.line(at: first.range.lowerBound)
            report(Problem(key.range, "'\(key.text ?? "")' already stands in line \(line)."))
        }
    }
}
