/// A configuration file in the format of gitleaks.
public struct SecretConfiguration: Sendable {
    var rules: [SecretRule] = []
    var allowLists: [SecretAllowList] = []
    /// `extend.useDefault`; false where the file stands alone.
    var usesDefaultRules = true
    /// `extend.disabledRules`, by id or alias.
    var disabledRules: Set<String> = []
    /// Allow lists that the file adds to rules of ours, by id or alias.
    var addedAllowLists: [String: [SecretAllowList]] = [:]

    public init() {}

    func changing(_ rules: [SecretRule]) -> [SecretRule] {
        rules.compactMap { rule in
            var rule = rule
            for name in [rule.id] + rule.card.aliases {
                if disabledRules.contains(name) { return nil }
                rule.allowLists += addedAllowLists[name] ?? []
            }
            return rule
        }
    }
}
