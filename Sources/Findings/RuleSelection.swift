/// What `--rules` says: a profile, with single rules added or left out by id or alias.
public struct RuleSelection: Sendable, Hashable {
    public var profile: RuleProfile
    public var added: Set<String>
    public var removed: Set<String>

    public init(profile: RuleProfile = .standard, added: Set<String> = [], removed: Set<String> = []) {
        self.profile = profile
        self.added = added
        self.removed = removed
    }

    /// Reads `all`, `strict`, `default`, `+ID`, `-ID`, several joined by commas; a bare ID alone selects as `+ID`.
    public init(parsing text: String) {
        self.init()
        for word in text.split(separator: ",").map({ $0.trimmingSpaces }) where !word.isEmpty {
            if let profile = RuleProfile(rawValue: word) {
                self.profile = profile
            } else if word.hasPrefix("-") {
                removed.insert(String(word.dropFirst()))
            } else {
                added.insert(word.hasPrefix("+") ? String(word.dropFirst()) : word)
            }
        }
    }

    public func includes(_ card: RuleCard) -> Bool {
        let names = [card.id] + card.aliases
        if names.contains(where: removed.contains) { return false }
        return card.profile <= profile || names.contains(where: added.contains)
    }
}

extension StringProtocol {
    /// Without spaces and tabs at either end.
    package var trimmingSpaces: String {
        var part = self[...]
        while let first = part.first, first == " " || first == "\t" { part = part.dropFirst() }
        while let last = part.last, last == " " || last == "\t" { part = part.dropLast() }
        return String(part)
    }
}
