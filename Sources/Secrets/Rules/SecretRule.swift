import Findings

/// One kind of secret: how it is recognised, and all that reports say of it.
public struct SecretRule: Sendable {
    /// How a candidate is found and read.
    enum Shape: Sendable {
        /// A literal that stands at the start of the secret, then `body`.
        case token(prefixes: [String], body: String)
        /// A value given to a name that holds one of these words: `wordToken = "value"`.
        case assigned(names: [String], value: String)
        /// A pattern tried from `back` bytes before a literal up to the literal itself.
        case located(literals: [String], pattern: String, back: Int)
        /// A value given to a name of the usual words (`password`, `token`, …); read by hand, for there are many.
        case generic
        /// `scheme://user:password@host`, read by hand.
        case urlCredentials
        /// The values of a Kubernetes Secret, read by hand.
        case kubernetesSecret
        /// Base64 text around one of these, which is decoded and looked through.
        case encoded(alignment: Int, literals: [String])
        /// The rest of a line, which is looked through as text.
        case embedded(literals: [String])
        /// Tells what the text is from here on, for the rules that are `within` such texts only.
        case mark(TextMarks, literals: [String])
        /// A pattern searched in the lines around a keyword, or everywhere where there is none: a user's own rule.
        case custom(keywords: [String], pattern: String)
    }

    public var card: RuleCard
    var shape: Shape
    /// Least Shannon entropy of the secret, in bits a byte.
    var entropy: Double = 0
    /// Letters match in either case.
    var ignoresCase = false
    /// Which capture is the secret; nil takes the first that took part, or the whole match.
    var secretGroup: Int?
    var checks: [SecretCheck] = []
    /// Only files whose path this matches.
    var path: String?
    /// Only texts that have been marked as one of these before the place.
    var within: TextMarks = []
    /// Also looked for in executables and other binary files: the format is so strict that chance does not make one.
    var isStrict = false
    /// What precedes a token may be anything, where others want a word to start.
    var startsAnywhere = false
    /// Of these, one stands within reach of every match; told before the pattern is run.
    var needs: [StaticString] = []
    /// Bytes that a match may reach ahead of its literal.
    var reach = SecretRule.usualReach
    var allowLists: [SecretAllowList] = []

    static let usualReach = 2048

    public var id: String { card.id }

    /// The id that other tools know the kind by.
    public var alias: String? { card.aliases.first }

    func strict() -> SecretRule {
        var rule = self
        rule.isStrict = true
        return rule
    }

    func with(_ checks: SecretCheck...) -> SecretRule {
        var rule = self
        rule.checks += checks
        return rule
    }

    /// What identifies an account but opens nothing by itself.
    func identifier() -> SecretRule {
        var rule = self
        rule.card.severity = .low
        rule.card.profile = .strict
        rule.card.confidence = .medium
        return rule
    }

    /// Belongs to a larger profile: too many alarms for everyone.
    func only(in profile: RuleProfile) -> SecretRule {
        var rule = self
        rule.card.profile = profile
        return rule
    }

    /// Another tool's name of the kind.
    func also(_ alias: String) -> SecretRule {
        var rule = self
        rule.card.maps.append(.gitleaks(alias))
        return rule
    }

    func rated(_ severity: Severity) -> SecretRule {
        var rule = self
        rule.card.severity = severity
        return rule
    }

    func anywhere() -> SecretRule {
        var rule = self
        rule.startsAnywhere = true
        return rule
    }

    func group(_ number: Int) -> SecretRule {
        var rule = self
        rule.secretGroup = number
        return rule
    }

    func needing(_ words: StaticString...) -> SecretRule {
        var rule = self
        rule.needs = words
        return rule
    }

    func within(_ marks: TextMarks) -> SecretRule {
        var rule = self
        rule.within = marks
        return rule
    }

    func reaching(_ bytes: Int) -> SecretRule {
        var rule = self
        rule.reach = bytes
        return rule
    }
}

/// A check of a secret beyond its pattern. Those of form always decide; those of plausibility only where the
/// profile is below `all`.
enum SecretCheck: Sendable, Hashable {
    /// GitHub and npm: the last six characters are the CRC-32 of those before, in base 62.
    case base62Checksum
    /// The first part decodes to a JSON object with `alg` or `typ`.
    case jsonWebToken
    /// Base64 of exactly so many bytes.
    case base64(bytes: Int)
    /// PEM whose body decodes.
    case pem
    /// Bech32 checksum.
    case bech32
    /// AWS access key: the account number it tells becomes evidence.
    case awsAccount
    case needsDigit
    case needsLetter
    case needsUpperAndLower
    /// Not one of these, in lower case.
    case not([String])
    /// Does not end so.
    case noSuffix(String)
    /// The name stands in one of these spellings.
    case spelled([String])
    /// A known public value (by the first 8 bytes of its SHA-256, in hexadecimal).
    case notPublic([String])
    /// Base64 of `user:password`.
    case basicCredentials
    /// A person chose it: only placeholders and references are sorted out, no entropy is asked for.
    case password
    /// The base64 text holds one of these once decoded.
    case base64Contains([String])
}

/// What is never reported, of a rule or of all.
package struct SecretAllowList: Sendable {
    package enum Target: String, Sendable { case secret, match, line }

    var description: String?
    var paths: [Pattern] = []
    var patterns: [Pattern] = []
    var target = Target.secret
    /// In lower case.
    var stopWords: [String] = []
    var commits: Set<String> = []
    /// Every kind of condition given must hold, not just one.
    var needsAll = false

    init() {}
}
