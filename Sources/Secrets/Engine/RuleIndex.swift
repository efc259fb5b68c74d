/// The rules of a run, and which of them each literal calls for.
///
/// Making one compiles the literals only (a few milliseconds); patterns are compiled when their literal is first seen.
final class RuleIndex: Sendable {
    /// What stands behind one literal.
    struct Target: Sendable {
        var rule: Int32
        /// Bytes of the literal.
        var length: Int32
    }

    let rules: [SecretRule]
    /// Allow lists of all rules.
    let allowLists: [SecretAllowList]
    let targets: [[Target]]
    let database: LiteralDatabase
    /// Rules without a literal: they look at every text.
    let unconditional: [Int]
    /// Bytes that must follow a hit before it is judged.
    let reach: Int
    /// Words that ask for nothing but a name, in the order of `literals`.
    let isEmpty: Bool

    init(
        _ rules: [SecretRule], genericWords: [String], allowLists: [SecretAllowList] = []
    ) {
        self.allowLists = allowLists
        var numbers: [Literal: Int] = [:]
        var literals: [Literal] = []
        var targets: [[Target]] = []
        var unconditional: [Int] = []
        func add(_ text: String, ignoresCase: Bool, _ rule: Int) {
            let literal = Literal(text: ignoresCase ? text.lowercased() : text, ignoresCase: ignoresCase)
            let number: Int
            if let known = numbers[literal] {
                number = known
            } else {
                number = literals.count
                numbers[literal] = number
                literals.append(literal)
                targets.append([])
            }
            targets[number].append(Target(rule: Int32(rule), length: Int32(text.utf8.count)))
        }
        for (number, rule) in rules.enumerated() {
            switch rule.shape {
            case .token(let prefixes, _):
                for prefix in prefixes { add(prefix, ignoresCase: rule.ignoresCase, number) }
            case .assigned(let names, _): for name in names { add(name, ignoresCase: true, number) }
            case .located(let near, _, _): for literal in near { add(literal, ignoresCase: rule.ignoresCase, number) }
            case .generic: for word in genericWords { add(word, ignoresCase: true, number) }
            case .urlCredentials: add("://", ignoresCase: false, number)
            case .kubernetesSecret:
                for literal in KubernetesSecret.literals { add(literal, ignoresCase: false, number) }
            case .encoded(_, let literals): for literal in literals { add(literal, ignoresCase: false, number) }
            case .mark(_, let literals): for literal in literals { add(literal, ignoresCase: false, number) }
            case .embedded(let literals): for literal in literals { add(literal, ignoresCase: false, number) }
            case .custom(let keywords, _):
                if keywords.isEmpty { unconditional.append(number) }
                for keyword in keywords where !keyword.isEmpty { add(keyword, ignoresCase: true, number) }
            }
        }
        isEmpty = literals.isEmpty && unconditional.isEmpty
        if literals.isEmpty { literals.append(Literal(text: "\u{1}drydock\u{1}", ignoresCase: false)) }
        if targets.isEmpty { targets.append([]) }
        database = LiteralDatabase(literals)
        self.rules = rules
        self.targets = targets
        self.unconditional = unconditional
        reach = rules.reduce(SecretRule.usualReach) { max($0, $1.reach) }
    }
}
