import Findings
import GoSource

/// Names that speak of secrets.
enum SecretNames {
    static func words(_ name: String) -> [String] {
        var words: [String] = []
        var word = ""
        var wasLower = false
        for character in name.unicodeScalars {
            let isUpper = character.value >= 65 && character.value <= 90
            let isLetter = isUpper || (character.value >= 97 && character.value <= 122)
            if !isLetter || (isUpper && wasLower) {
                if !word.isEmpty { words.append(word.lowercased()) }
                word = ""
            }
            if isLetter { word.unicodeScalars.append(character) }
            wasLower = isLetter && !isUpper
        }
        if !word.isEmpty { words.append(word.lowercased()) }
        return words
    }

    private static let secretWords: Set<String> = [
        "token", "password", "passwd", "secret", "nonce", "apikey", "csrf", "otp", "credential", "salt", "passcode",
    ]

    /// Whether what is made under this name must not be guessed.
    static func isRandomSecret(_ name: String) -> Bool {
        let list = words(name)
        if list.contains(where: secretWords.contains) { return true }
        for (first, second) in zip(list, list.dropFirst()) {
            if second == "key", ["api", "secret", "private", "session", "access", "encryption"].contains(first) {
                return true
            }
            if first == "session", second == "id" || second == "cookie" { return true }
            if first == "reset" || first == "verification", second == "code" { return true }
        }
        return false
    }

    private static let compared: Set<String> = [
        "password", "passwd", "secret", "hmac", "mac", "signature", "apikey", "csrf", "passphrase", "digest",
    ]

    static func isComparedSecret(_ name: String) -> Bool {
        let list = words(name)
        guard let last = list.last else { return false }
        if ["len", "length", "type", "name", "kind", "size", "count", "file", "path", "id", "algorithm"].contains(last)
        {
            return false
        }
        if list.contains("token") {
            return ["api", "csrf", "auth", "access", "session", "bearer", "secret", "reset"].contains {
                list.contains($0)
            }
        }
        if compared.contains(last), last != "digest", last != "mac" || list.count > 1 { return true }
        return list.count > 1 && last == "key" && ["api", "secret", "access"].contains(list[list.count - 2])
    }
}
