/// The checks of secrets beyond patterns.
enum SecretChecks {
    /// - Parameter name: the literal or the word of the name that led here.
    static func holds(
        _ check: SecretCheck, _ match: inout SecretMatch, in text: UnsafeRawBufferPointer, _ context: TextContext,
        name: Range<Int>
    ) -> Bool {
        let secret = text.slice(match.secret)
        switch check {
        case .base62Checksum:
            if Checksum.isBase62Valid(String(decoding: secret, as: UTF8.self)) {
                match.evidence.append("its checksum is right")
                return true
            }
            match.confidence = .low
            match.severity = min(match.severity, .low)
            match.evidence.append("its checksum is wrong: perhaps never issued")
            return !context.asksPlausibility
        case .bech32:
            if Checksum.isBech32Valid(String(decoding: secret, as: UTF8.self)) { return true }
            match.confidence = .low
            return !context.asksPlausibility
        case .jsonWebToken: return JSONWebToken.check(secret, &match, asksClaims: context.asksPlausibility)
        case .base64(let bytes): return Base64.decode(secret)?.count == bytes
        case .pem:
            // Keys inside of shared libraries are those of their self-tests.
            if context.asksPlausibility, PathKind.isSharedLibrary(context.path) { return false }
            return PEM.holdsKey(secret, &match, isStrict: context.asksPlausibility)
        case .awsAccount:
            if let account = Checksum.awsAccount(String(decoding: secret, as: UTF8.self)) {
                match.evidence.append("AWS account \(account)")
            }
            return true
        case .needsDigit: return secret.contains { ByteSet.digits.contains($0) }
        case .needsLetter: return secret.contains { ByteSet.letters.contains($0) }
        case .needsUpperAndLower:
            return secret.contains { ByteSet.upper.contains($0) } && secret.contains { ByteSet.lower.contains($0) }
        case .not(let values):
            let lower = String(decoding: secret, as: UTF8.self).lowercased()
            return !values.contains(lower)
        case .noSuffix(let suffix):
            return !secret.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
        case .spelled(let spellings):
            let spelling = text.text(name)
            return spellings.contains(spelling)
        case .notPublic(let digests):
            return !digests.contains(Checksum.shortDigest(String(decoding: secret, as: UTF8.self)))
        case .basicCredentials:
            guard let decoded = Base64.decode(secret), decoded.count > 3,
                decoded.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }),
                let colon = decoded.firstIndex(of: UInt8(ascii: ":")), colon + 1 < decoded.count
            else { return false }
            return decoded[(colon + 1)...].withUnsafeBytes { !Password.isReference($0) }
        case .password:
            guard !Password.isReference(secret) else { return false }
            // Of `user:password` the password counts.
            guard context.asksPlausibility, let colon = secret.firstIndex(of: UInt8(ascii: ":")) else { return true }
            return !Password.isReference(UnsafeRawBufferPointer(rebasing: secret[(colon + 1)...]))
        case .base64Contains(let words):
            guard let decoded = Base64.decode(secret.filter { !ByteSet.space.contains($0) }) else { return false }
            return words.contains { decoded.holds(Array($0.utf8)) }
        }
    }

    /// Whether it may be a real one: not written to fill a place, and as mixed as random strings of its kind are.
    static func isPlausible(_ match: SecretMatch, _ rule: SecretRule, in text: UnsafeRawBufferPointer) -> Bool {
        let secret = text.slice(match.secret)
        if PublicValues.holds(secret) { return false }
        if rule.checks.contains(.pem) || rule.checks.contains(.password) { return true }
        switch rule.shape {
        case .generic, .urlCredentials, .custom, .kubernetesSecret, .encoded, .embedded, .mark: return true
        case .located: return !Randomness.isPlaceholder(secret)
        case .token(let prefixes, _):
            let prefix = prefixes.first { secret.starts(with: $0.utf8) }?.utf8.count ?? 0
            return !Randomness.isPlaceholder(UnsafeRawBufferPointer(rebasing: secret.dropFirst(prefix)))
        case .assigned:
            guard !Randomness.isPlaceholder(secret) else { return false }
            let digits = secret.count { ByteSet.digits.contains($0) }
            let letters = secret.count { ByteSet.letters.contains($0) }
            if letters == 0 { return Randomness.entropy(secret) > 2 }
            return digits >= 2 && Randomness.entropy(secret) > (secret.count < 20 ? 2.8 : 3.0)
        }
    }
}

/// Values that are no secrets though they stand where one would.
enum Password {
    /// A variable, a template, a path, a placeholder: it refers to a password elsewhere, or to none.
    static func isReference(_ value: UnsafeRawBufferPointer) -> Bool {
        guard let first = value.first else { return true }
        let isMarked =
            first == UInt8(ascii: "$") || first == UInt8(ascii: "<") || first == UInt8(ascii: "{")
            || first == UInt8(ascii: "%") || first == UInt8(ascii: "[") || first == UInt8(ascii: "*")
            || first == UInt8(ascii: "(") || first == UInt8(ascii: "@") || first == UInt8(ascii: "`")
        if isMarked { return true }
        for index in value.indices where value[index] == UInt8(ascii: "$") || value[index] == UInt8(ascii: "{") {
            guard index + 1 < value.count else { continue }
            let next = value[index + 1]
            if next == UInt8(ascii: "{") || next == UInt8(ascii: "(") { return true }
        }
        var isSame = true
        for byte in value where byte != first { isSame = false }
        if isSame { return true }
        let lower = Array(value.map { ByteSet.upper.contains($0) ? $0 | 0x20 : $0 })
        if wholes.contains(lower) { return true }
        return parts.contains { lower.holds($0) }
    }

    private static let wholes: Set<[UInt8]> = Set(
        [
            "password", "passwd", "pass", "pwd", "secret", "token", "null", "none", "nil", "true", "false", "undefined",
            "string", "value", "changeit", "username", "user", "test", "admin", "root", "guest", "...", "required",
            "optional", "yes", "no", "mypassword", "mypass", "my-password", "my_password", "my-secret", "passphrase",
            "empty", "default", "sekrit", "foobar", "hunter2", "pw", "passw", "passwort", "basic", "bearer", "key",
            "api_key",
            "apikey",
        ].map { Array($0.utf8) })

    private static let parts: [[UInt8]] = [
        "example", "your", "changeme", "change-me", "change_me", "placeholder", "redacted", "xxxx", "dummy", "<", "...",
        "os.environ", "getenv", "process.env", "env.", "****", "secret_key_here",
    ].map { Array($0.utf8) }
}
