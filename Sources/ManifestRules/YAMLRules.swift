import Findings
import Manifests

/// What is wrong with a YAML text itself, whatever it describes.
public enum YAMLRules {
    public static let syntax = RuleCard(
        id: "DD-YAML-SYNTAX", title: "YAML cannot be read", severity: .medium,
        why: "What cannot be read is not judged, and no cluster or daemon takes it.",
        repair: "Correct the text at the place given.", maps: [.cwe(20)],
        references: ["https://yaml.org/spec/1.2.2/"])

    public static let duplicateKey = RuleCard(
        id: "DD-YAML-DUPLICATE-KEY", title: "Key given twice", severity: .medium,
        why:
            "Some readers take the first value, some the last, some refuse the file: what a reviewer sees is not what runs.",
        repair: "Keep one of the two.", maps: [.cwe(694)],
        references: ["https://yaml.org/spec/1.2.2/#3213-node-comparison"])

    /// Both, with examples for the documentation.
    public static let all: [(card: RuleCard, examples: Examples)] = [
        (syntax, Examples(good: ["a: 1\n"], bad: ["a: b: c\n"])),
        (duplicateKey, Examples(good: ["a: 1\nb: 2\n"], bad: ["a: 1\na: 2\n"])),
    ]

    /// Faults and repeated keys of a text.
    static func check(_ tree: YAMLTree, path: String, selection: RuleSelection, today: String?) -> LintResult {
        var result = LintResult()
        if selection.includes(syntax) {
            for fault in tree.faults {
                let problem = Problem(
                    fault.offset..<fault.offset, fault.message.prefix(1).uppercased() + fault.message.dropFirst() + ".")
                if let finding = problem.finding(syntax, source: tree.source, path: path, selection: selection) {
                    result.findings.append(finding)
                }
            }
        } else {
            result.rulesLeftOut += 1
        }
        guard selection.includes(duplicateKey) else {
            result.rulesLeftOut += 1
            return result
        }
        let repeated = tree.duplicates
        guard !repeated.isEmpty else { return result }
        let suppressions = ManifestSuppressions(tree: tree, today: today)
        for (key, first) in repeated.prefix(100) {
            let line = tree.source.line(at: first.range.lowerBound)
            let problem = Problem(key.range, "'\(key.text ?? "")' already stands in line \(line).")
            guard let finding = problem.finding(duplicateKey, source: tree.source, path: path, selection: selection)
            else { continue }
            if let hit = suppressions.find(finding, duplicateKey, key.range, nil) {
                result.suppressed.append(SuppressedFinding(finding: finding, cause: "ignored", reason: hit.reason))
            } else {
                result.findings.append(finding)
            }
        }
        return result
    }
}
