import Findings

/// Makes facts of what was found in a file: one for each secret, however many rules see it.
struct FactMaker {
    let options: SecretScanOptions

    func facts(_ found: [FoundSecret], path: String) -> [SecretFact] {
        var groups: [[FoundSecret]] = []
        let ordered = found.sorted {
            ($0.member ?? "", $0.offset, -$0.length, $0.rule.id) < ($1.member ?? "", $1.offset, -$1.length, $1.rule.id)
        }
        for secret in ordered {
            if let last = groups.last, let first = last.first, first.member == secret.member,
                last.contains(where: {
                    secret.offset < $0.offset + $0.length && $0.offset < secret.offset + secret.length
                })
            {
                groups[groups.count - 1].append(secret)
            } else {
                groups.append([secret])
            }
        }
        return groups.compactMap { fact(of: $0, path: path) }
    }

    private func fact(of group: [FoundSecret], path: String) -> SecretFact? {
        guard let main = group.max(by: { rank($0) < rank($1) }) else { return nil }
        var aliases = main.rule.card.aliases
        for other in group where other.rule.id != main.rule.id {
            for alias in other.rule.card.aliases + [other.rule.id] where !aliases.contains(alias) {
                aliases.append(alias)
            }
        }
        var digest = ContentDigest()
        digest.add(field: main.rule.id)
        digest.add(field: main.secret)
        let secretDigest = String(digest.hexadecimal().prefix(32))
        var print = ContentDigest()
        print.add(field: secretDigest)
        print.add(field: path)
        print.add(field: main.member ?? "")
        var evidence: [String] = []
        for line in main.evidence + group.flatMap(\.evidence) where !evidence.contains(line) { evidence.append(line) }
        return SecretFact(
            ruleID: main.rule.id, aliases: aliases, title: main.rule.card.title, severity: main.severity,
            confidence: main.confidence, shown: options.showsSecrets ? main.secret : Redaction.shown(main.secret),
            fingerprint: String(print.hexadecimal().prefix(32)), secretDigest: secretDigest, member: main.member,
            line: main.line, column: main.column, endLine: main.endLine, offset: main.offset, evidence: evidence,
            isAllowedInline: group.contains(where: \.isAllowedInline))
    }

    /// The most telling rule comes first: a token's own form, then a provider's name, then general words.
    private func rank(_ secret: FoundSecret) -> (Int, Int, Int, String) {
        let shape =
            switch secret.rule.shape {
            case .custom: 4
            case .token: 3
            case .located, .kubernetesSecret, .encoded, .embedded, .mark: 3
            case .assigned: 2
            case .urlCredentials: 1
            case .generic: 0
            }
        return (shape, secret.severity.rank, secret.length, secret.rule.id)
    }
}

/// What is shown of a secret.
enum Redaction {
    /// First and last characters: at most four of each, and never more than a fifth of it at either end.
    static func shown(_ secret: String) -> String {
        let scalars = Array(secret.unicodeScalars)
        let line = scalars.contains("\n") ? Array(scalars.prefix { $0 != "\n" }) : scalars
        if line.count < scalars.count { return visible(line.prefix(40)) + "…" }
        let count = min(4, scalars.count / 5)
        guard count > 0 else { return "…" }
        return visible(scalars.prefix(count)) + "…" + visible(scalars.suffix(count))
    }

    private static func visible(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        for scalar in scalars { text.append(scalar.value < 0x20 || scalar.value == 0x7F ? "\u{FFFD}" : scalar) }
        return String(text)
    }
}
