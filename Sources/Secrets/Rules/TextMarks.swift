/// What a text has turned out to be, from a mark in it on. A rule that is `within` a mark is asked at each of its literals
/// behind it, however far: one mark and a pattern that reaches over a whole file would find the first value only.
struct TextMarks: OptionSet, Sendable, Hashable {
    let rawValue: UInt8

    static let terraformState = TextMarks(rawValue: 1)
    static let kubeconfig = TextMarks(rawValue: 2)
    /// A list of users that starts a line, in what may be a kubeconfig.
    static let users = TextMarks(rawValue: 4)

    private static let literals: [(TextMarks, [String])] = [
        (.terraformState, ["\"terraform_version\""]),
        (
            .kubeconfig,
            ["kind: Config", "kind: \"Config\"", "\"kind\": \"Config\"", "\"kind\":\"Config\"", "current-context"]
        ),
        (.users, ["users:"]),
    ]

    /// The marks that the given rules ask for, as rules of their own.
    static func rules(for rules: [SecretRule]) -> [SecretRule] {
        literals.compactMap { mark, literals in
            guard rules.contains(where: { !$0.within.isDisjoint(with: mark) }) else { return nil }
            return SecretRule(
                card: SecretRule.card("inner-mark", "", .low, confidence: .low),
                shape: .mark(mark, literals: literals))
        }
    }

    /// Whether the literal is one, and not part of another word; of users, whether a list of names follows.
    static func holds(_ mark: TextMarks, _ literal: Range<Int>, in text: UnsafeRawBufferPointer) -> Bool {
        if literal.upperBound < text.count, ByteSet.word.contains(text[literal.upperBound]) { return false }
        guard mark == .users else { return true }
        guard literal.lowerBound == 0 || text[literal.lowerBound - 1] == 0x0A else { return false }
        var at = literal.upperBound
        while at < text.count, at < literal.upperBound + 16, ByteSet.space.contains(text[at]) { at += 1 }
        return text.starts("- name:", at: at)
    }
}
