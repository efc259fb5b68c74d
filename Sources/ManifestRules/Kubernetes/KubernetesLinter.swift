import Findings
import Manifests

/// Judges Kubernetes objects by the rules of `AllKubernetesRules`.
public enum KubernetesLinter {
    /// One file with what it holds.
    public struct File: Sendable {
        public var path: String
        public var tree: YAMLTree
        public var objects: [KubernetesObject]

        /// - Parameter index: the number of the file in the set.
        public init(path: String, tree: YAMLTree, index: Int) {
            self.path = path
            self.tree = tree
            objects = tree.roots.flatMap { KubernetesObject.objects(of: $0, file: index) }
        }
    }

    /// Lints one file on its own.
    public static func lint(
        _ bytes: [UInt8], path: String, selection: RuleSelection = RuleSelection(), today: String? = nil
    ) -> LintResult {
        let file = File(path: path, tree: YAMLParser.parse(bytes), index: 0)
        let judge = Judge(selection: selection, today: today)
        return judge.judge(file, in: KubernetesSet(file.objects))
    }

    /// The rules that a selection takes, chosen once for many files.
    public struct Judge: Sendable {
        private let rules: [(rule: any KubernetesRule, card: RuleCard)]
        private let selection: RuleSelection
        private let today: String?
        private let ignoresSuppressions: Bool
        /// Rules that the selection left out.
        public let rulesLeftOut: Int

        public init(selection: RuleSelection, today: String? = nil, ignoresSuppressions: Bool = false) {
            self.selection = selection
            self.today = today
            self.ignoresSuppressions = ignoresSuppressions
            rules = AllKubernetesRules.rules.map { ($0, $0.card) }.filter { selection.includes($0.1) }
            rulesLeftOut = AllKubernetesRules.rules.count - rules.count
        }

        public func judge(_ file: File, in set: KubernetesSet) -> LintResult {
            var result = LintResult(rulesLeftOut: rulesLeftOut)
            let suppressions = ignoresSuppressions ? nil : ManifestSuppressions(file, today: today)
            for object in file.objects {
                for (rule, card) in rules {
                    rule.check(object, in: set) { problem in
                        result.take(
                            problem, of: card, in: file.tree.source, path: file.path, selection: selection
                        ) { suppressions?.find($0, card, problem.range, object) }
                    }
                }
            }
            result.sort()
            return result
        }
    }
}
