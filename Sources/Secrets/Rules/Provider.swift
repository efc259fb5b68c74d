import Findings

/// Who issues a family of secrets, and its rules.
struct Provider: Sendable {
    var name: String
    /// Where a secret is taken back, for the reader.
    var revocation: String
    var rules: [SecretRule]

    init(_ name: String, revocation: String, _ rules: [SecretRule]) {
        self.name = name
        self.revocation = revocation
        self.rules = rules.map { rule in
            var rule = rule
            rule.card.why =
                rule.card.severity <= .low
                ? "It names an account of \(name); together with its other half it gives access."
                : "Whoever reads this file can use \(name) as its owner until the secret is taken back."
            rule.card.repair =
                "Take it back (\(revocation)), make a new one, and hand it over at run time (mounted secret, environment of "
                + "the orchestrator) instead of storing it; deleting it in a later layer or commit does not remove it."
            return rule
        }
    }
}

extension SecretRule {
    /// A token that is told by a literal it starts with.
    static func token(
        _ alias: String, _ title: String, _ prefixes: [String], _ body: String, entropy: Double = 0,
        anyCase: Bool = false, _ severity: Severity = .high
    ) -> SecretRule {
        SecretRule(
            card: card(alias, title, severity, confidence: .high), shape: .token(prefixes: prefixes, body: body),
            entropy: entropy, ignoresCase: anyCase, isStrict: prefixes.allSatisfy { $0.utf8.count >= 4 })
    }

    /// A value without a mark of its own, told by the name it is given to.
    static func assigned(
        _ alias: String, _ title: String, _ names: [String], _ value: String, entropy: Double = 0,
        exactCase: Bool = false, _ severity: Severity = .high
    ) -> SecretRule {
        SecretRule(
            card: card(alias, title, severity, confidence: .medium), shape: .assigned(names: names, value: value),
            entropy: entropy, ignoresCase: !exactCase)
    }

    /// A pattern around a literal; the first group is the secret.
    static func located(
        _ alias: String, _ title: String, near literals: [String], back: Int = 0, _ pattern: String,
        entropy: Double = 0, anyCase: Bool = false, _ severity: Severity = .high
    ) -> SecretRule {
        SecretRule(
            card: card(alias, title, severity, confidence: .high),
            shape: .located(literals: literals, pattern: pattern, back: back), entropy: entropy, ignoresCase: anyCase)
    }

    /// - Parameter alias: gitleaks' id of the kind, or a name of our own that is listed in `OwnKinds`.
    static func card(
        _ alias: String, _ title: String, _ severity: Severity, confidence: Confidence
    ) -> RuleCard {
        RuleCard(
            id: "DD-SEC-" + alias.uppercased(), title: title, severity: severity, why: "", repair: "",
            maps: OwnKinds.names.contains(alias) ? [.cwe(798)] : [.gitleaks(alias), .cwe(798)], confidence: confidence)
    }
}

/// Parts of patterns that many formats share.
enum Form {
    static let uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    /// UUIDs as some consoles print them, with any letter.
    static let looseUUID = "[0-9a-z]{8}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{12}"

    static func hex(_ count: Int) -> String { "[0-9a-f]{\(count)}" }
    static func alphanumeric(_ count: Int) -> String { "[0-9a-z]{\(count)}" }
    /// Letters, digits, `_`, `-`, and the `=` of padding.
    static func extended(_ count: String) -> String { "[0-9a-z_=-]{\(count)}" }
    static func extended(_ count: Int) -> String { extended(String(count)) }
}

extension SecretRule {
    /// Only in files whose path matches.
    func inFiles(_ pattern: String) -> SecretRule {
        var rule = self
        rule.path = pattern
        return rule
    }
}
