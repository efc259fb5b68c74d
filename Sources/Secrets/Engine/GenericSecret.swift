/// Values given to names of the usual words. There are very many such names in programs, so this is read by hand, and
/// most of what is given to them is no secret: other names, calls, paths, types, messages.
enum GenericSecret {
    /// Words that mean a secret nearly always.
    static let words = [
        "passw", "pwd", "secret", "token", "api_key", "apikey", "api-key", "access_key", "accesskey", "access-key",
        "auth_key", "authkey", "private_key", "privatekey", "encryption_key", "client_key", "signing_key", "credential",
    ]
    /// Words that often do not; with `--rules all`.
    static let moreWords = ["access", "api", "auth", "key", "creds"]

    private static let valueBytes = ByteSet.alphanumerics.union(ByteSet("_.=-+/~!@%^*".utf8))
    private static let longest = 200

    static func match(
        _ number: Int, _ rule: SecretRule, name: Range<Int>, _ assignment: Assignment, in text: UnsafeRawBufferPointer,
        _ context: TextContext
    ) -> SecretMatch? {
        let start = assignment.valueStart
        guard !(assignment.crossesLine && assignment.mark != UInt8(ascii: ">")) else { return nil }
        var end = start
        let limit = min(text.count, start + longest)
        while end < limit, valueBytes.contains(text[end]) { end += 1 }
        guard end - start >= 10, end < limit || end == text.count, Assignment.ends(in: text, at: end) else {
            return nil
        }
        let value = text.slice(start..<end)
        let entropy = Randomness.entropy(value)
        guard entropy >= 3.5 else { return nil }
        let fullName = self.fullName(name, assignment.nameEnd, in: text)
        guard !namesNoSecret(fullName), !looksLikeCode(value) else { return nil }
        guard !Password.isReference(value), !Randomness.isPlaceholder(value) else { return nil }
        if context.asksPlausibility {
            // `token_id`, `secretId`: what names a secret is none; Vault's AppRole has a rule of its own.
            guard !fullName.lowercased().hasSuffix("id") else { return nil }
            // In a program, what stands without quotes is a name.
            guard assignment.quote != nil || !PathKind.isProgram(context.path) else { return nil }
            guard isMade(value, entropy: entropy, assignment, in: text, end: end) else { return nil }
        }
        return SecretMatch(
            rule: number, secret: start..<end, whole: name.lowerBound..<end, evidence: ["given to “\(fullName)”"],
            confidence: .low, severity: rule.card.severity)
    }

    /// The identifier that the word is part of, at most 60 bytes.
    private static func fullName(_ word: Range<Int>, _ nameEnd: Int, in text: UnsafeRawBufferPointer) -> String {
        var low = word.lowerBound
        while low > 0, word.lowerBound - low < 40, ByteSet.word.contains(text[low - 1]) || text[low - 1] == 0x2D {
            low -= 1
        }
        var high = word.upperBound
        while high < nameEnd, ByteSet.word.contains(text[high]) || text[high] == 0x2D || text[high] == 0x2E {
            high += 1
        }
        return text.text(low..<high)
    }

    /// Names of public things, and words that merely hold one of ours.
    private static func namesNoSecret(_ name: String) -> Bool {
        let lower = Array(name.utf8.map { ByteSet.upper.contains($0) ? $0 | 0x20 : $0 })
        return publicParts.contains { lower.holds($0) }
    }

    private static let publicParts: [[UInt8]] = [
        "public", "pubkey", "keyid", "key_id", "key-id", "keyname", "key_name", "keyword", "keyboard", "monkey",
        "hotkey",
        "tokenid", "token_id", "tokenizer", "token_type", "tokentype", "keytype", "key_type", "fingerprint", "hash",
        "csrf", "xsrf", "author", "authority", "primary_key", "primarykey", "foreignkey", "foreign_key", "_url", "-url",
        "_uri", "_path", "_file", "-file", "_dir", "accessibility", "accessor", "access_id", "capital", "rapid",
        "therapi",
        "apiversion", "api_version", "api-version", "apigateway", "endpoint", "secretname", "secret_name", "keyalg",
        "checksum", "digest", "integrity", "issuer", "algorithm", "keystone", "turkey", "donkey", "key_alias",
        "keyring",
        "keycode", "token_uri", "passwordpolicy", "regex", "pattern", "nonce",
    ].map { Array($0.utf8) }

    /// Identifiers, paths, calls, versions.
    private static func looksLikeCode(_ value: UnsafeRawBufferPointer) -> Bool {
        var digits = 0
        var dots = 0
        var slashes = 0
        var others = 0
        for byte in value {
            switch byte {
            case 0x30...0x39: digits += 1
            case UInt8(ascii: "."): dots += 1
            case UInt8(ascii: "/"): slashes += 1
            case UInt8(ascii: "_"), UInt8(ascii: "-"): others += 1
            default: break
            }
        }
        if digits == 0 { return true }
        if dots >= 2, digits < 4 { return true }
        if slashes >= 2, digits < 4 { return true }
        if value.starts(with: "/".utf8) || value.starts(with: "./".utf8) { return true }
        if others >= 2, digits <= 2 { return true }
        return false
    }

    /// Whether a machine made it: upper, lower and digits well mixed, or hexadecimal of a key's length; in quotes or in
    /// a file of settings.
    private static func isMade(
        _ value: UnsafeRawBufferPointer, entropy: Double, _ assignment: Assignment, in text: UnsafeRawBufferPointer,
        end: Int
    ) -> Bool {
        guard value.count >= 16, assignment.mark == UInt8(ascii: "=") || assignment.mark == UInt8(ascii: ":") else {
            return false
        }
        // An attribute of an object, or the start of a token that has a rule of its own.
        if assignment.quote == nil, value.contains(UInt8(ascii: ".")) { return false }
        if value.starts(with: "eyJ".utf8) { return false }
        // Escaped words of a URL.
        if (0..<value.count).contains(where: { value.starts("%20", at: $0) }) { return false }
        var digits = 0
        var uppers = 0
        var lowers = 0
        var hexadecimals = 0
        var changes = 0
        var last = 0
        for byte in value {
            let kind: Int
            switch byte {
            case 0x30...0x39: (kind, digits, hexadecimals) = (1, digits + 1, hexadecimals + 1)
            case 0x61...0x66: (kind, lowers, hexadecimals) = (2, lowers + 1, hexadecimals + 1)
            case 0x67...0x7A: (kind, lowers) = (2, lowers + 1)
            case 0x41...0x5A: (kind, uppers) = (3, uppers + 1)
            default: kind = 4
            }
            if kind != last { changes += 1 }
            last = kind
        }
        if hexadecimals == value.count { return [32, 40, 48, 64].contains(value.count) && entropy > 3.2 }
        guard digits >= 2, changes * 10 >= value.count * 3 else { return false }
        return entropy >= 3.7 && (uppers > 1 && lowers > 1 || digits * 5 >= value.count)
    }
}
