import Findings
import Manifests

/// Judges compose files by the rules of `AllComposeRules`.
public enum ComposeLinter {
    /// Lints one file on its own.
    public static func lint(
        _ bytes: [UInt8], path: String, selection: RuleSelection = RuleSelection(), today: String? = nil
    ) -> LintResult {
        let judge = Judge(selection: selection, today: today)
        guard let project = ComposeProject(path: path, tree: YAMLParser.parse(bytes)) else { return LintResult() }
        return judge.judge(project)
    }

    /// The rules that a selection takes, chosen once for many files.
    public struct Judge: Sendable {
        private let rules: [(rule: any ComposeRule, card: RuleCard)]
        private let selection: RuleSelection
        private let today: String?
        private let ignoresSuppressions: Bool
        public let rulesLeftOut: Int

        public init(selection: RuleSelection, today: String? = nil, ignoresSuppressions: Bool = false) {
            self.selection = selection
            self.today = today
            self.ignoresSuppressions = ignoresSuppressions
            rules = AllComposeRules.rules.map { ($0, $0.card) }.filter { selection.includes($0.1) }
            rulesLeftOut = AllComposeRules.rules.count - rules.count
        }

        public func judge(_ project: ComposeProject) -> LintResult {
            var result = LintResult(rulesLeftOut: rulesLeftOut)
            let suppressions = ignoresSuppressions ? nil : ManifestSuppressions(tree: project.tree, today: today)
            for (rule, card) in rules {
                func take(_ problem: Problem) {
                    result.take(
                        problem, of: card, in: project.tree.source, path: project.path, selection: selection
                    ) { suppressions?.find($0, card, problem.range, nil) }
                }
                for service in project.services { rule.check(service, in: project, report: take) }
                rule.check(project, report: take)
            }
            result.sort()
            return result
        }
    }
}
