import Manifests

/// Tells names of settings that hold secrets, and values that are none after all.
enum SecretSettings {
    private static let words = [
        "password", "passwd", "passphrase", "secret", "apikey", "api_key", "access_key", "accesskey", "private_key",
        "privatekey", "token", "credential",
    ]
    /// Ends of names that tell where a secret is, how long it lives, or what it is called.
    private static let harmlessEnds = [
        "_file", "_path", "_dir", "_name", "_url", "_uri", "_endpoint", "_expiry", "_ttl", "_expiration", "_expires",
        "_length", "_enabled", "_header", "_type", "_algorithm", "_id", "_key_id", "_issuer", "_audience", "_field",
        "_policy", "_timeout", "_duration", "_lifetime", "_version", "_required", "_seconds", "_minutes", "_hours",
        "_days", "_size", "_limit", "_count", "_namespace", "_arn", "_ref", "_provider", "_host", "_port", "_user",
        "_username", "_store", "_backend", "_method", "_mode", "_prefix", "_cookie",
    ]

    /// Whether a setting of this name and value is a secret written out.
    static func isSecret(name: String, value: String) -> Bool {
        let lower = name.lowercased().replacingDashes
        guard
            words.contains(where: lower.contains) || lower.hasSuffix("_pass") || lower == "pass" || lower == "pwd"
                || lower.hasSuffix("_pwd")
        else { return false }
        if harmlessEnds.contains(where: lower.hasSuffix) { return false }
        if lower.hasPrefix("allow_") || lower.hasPrefix("disable_") || lower.hasPrefix("use_")
            || lower.hasPrefix("enable_") || lower.hasPrefix("no_") || lower.contains("public_")
            || lower.contains("allow_empty")
        {
            return false
        }
        // `GOOGLE_API_KEY_VAL`, `INSERT_TOKEN`: somebody is to fill it in.
        let text = value.lowercased()
        if text.contains(lower) || text.hasPrefix("insert") || text.hasPrefix("your") || text.contains("xxxx")
            || text.hasPrefix("replace") || text.hasPrefix("todo")
        {
            return false
        }
        return isLiteral(value)
    }

    /// Names among these that are the public half of a pair, as a user name is: `X_ACCESS_KEY` beside `X_SECRET_KEY`.
    static func publicHalves(among names: [String]) -> Set<String> {
        let secrets = Set(names.filter { $0.hasSuffix("SECRET_KEY") || $0.hasSuffix("SECRET_ACCESS_KEY") })
        guard !secrets.isEmpty else { return [] }
        return Set(
            names.filter { name in
                guard name.hasSuffix("ACCESS_KEY"), !secrets.contains(name) else { return false }
                let front = name.dropLast("ACCESS_KEY".utf8.count)
                return secrets.contains(front + "SECRET_KEY") || secrets.contains(front + "SECRET_ACCESS_KEY")
            })
    }

    /// Whether a value is written out: no reference, flag, path, number of a few digits or placeholder.
    private static func isLiteral(_ value: String) -> Bool {
        let text = value.trimmedBlanks
        guard text.utf8.count >= 3 else { return false }
        if text.hasPrefix("$") || text.contains("${") || text.contains("$(") || text.contains("{{") { return false }
        if text.hasPrefix("/") || text.hasPrefix("./") || text.hasPrefix("file:") || text.hasPrefix("<") {
            return false
        }
        switch text.lowercased() {
        case "true", "false", "yes", "no", "none", "null", "nil", "enabled", "disabled", "changeme_in_production":
            return false
        default: return true
        }
    }
}

extension Substring {
    /// Where a text first stands; byte by byte, without Foundation.
    func firstRange(ofText other: String) -> Range<Substring.Index>? {
        let wanted = Array(other.utf8)
        guard let head = wanted.first else { return nil }
        let bytes = utf8
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] == head {
                var here = index
                var place = 0
                while place < wanted.count, here < bytes.endIndex, bytes[here] == wanted[place] {
                    here = bytes.index(after: here)
                    place += 1
                }
                if place == wanted.count { return index..<here }
            }
            index = bytes.index(after: index)
        }
        return nil
    }
}

extension String {
    fileprivate var replacingDashes: String { String(map { $0 == "-" || $0 == "." ? "_" : $0 }) }

    var trimmedBlanks: String {
        var part = self[...]
        while let first = part.first, first == " " || first == "\t" || first == "\n" { part = part.dropFirst() }
        while let last = part.last, last == " " || last == "\t" || last == "\n" { part = part.dropLast() }
        return String(part)
    }

    /// Without Foundation.
    func replacing(_ old: String, with new: String) -> String {
        guard let range = self[...].firstRange(ofText: old) else { return self }
        return String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
    }
}
