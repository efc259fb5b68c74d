import Findings
import Manifests

/// A rule over a YAML text itself, whatever it describes. One file each under Rules/, one line in `YAMLRules.rules`.
protocol YAMLRule: ManifestRule {
    static func check(_ tree: YAMLTree, report: (Problem) -> Void)
}

/// What is wrong with a YAML text itself.
public enum YAMLRules {
    static let rules: [any YAMLRule.Type] = [YAMLSyntax.self, YAMLDuplicateKey.self]

    /// All, with examples for the documentation.
    public static let all: [(card: RuleCard, examples: Examples)] = rules.map { ($0.card, $0.examples) }

    static func check(_ tree: YAMLTree, path: String, selection: RuleSelection, today: String?) -> LintResult {
        var result = LintResult()
        // Read only where something is reported: most texts are sound.
        var suppressions: ManifestSuppressions?
        for rule in rules {
            let card = rule.card
            guard selection.includes(card) else {
                result.rulesLeftOut += 1
                continue
            }
            rule.check(tree) { problem in
                result.take(problem, of: card, in: tree.source, path: path, selection: selection) { finding in
                    let comments = suppressions ?? ManifestSuppressions(tree: tree, today: today)
                    suppressions = comments
                    return comments.find(finding, card, problem.range, nil)
                }
            }
        }
        return result
    }
}
