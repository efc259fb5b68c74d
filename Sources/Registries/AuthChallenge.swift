/// How a server wants to be convinced: one challenge of `WWW-Authenticate`. RFC 9110, section 11.6.1.
struct AuthChallenge: Sendable, Hashable {
    /// In small letters: `bearer`, `basic`.
    var scheme: String
    /// By names in small letters.
    var parameters: [String: String] = [:]

    /// All challenges of a field's value. What does not follow the grammar ends the list.
    static func parse(_ text: String) -> [AuthChallenge] {
        var reader = Reader(bytes: Array(text.utf8.prefix(16 * 1024)))
        var challenges: [AuthChallenge] = []
        while true {
            reader.skip { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ",") }
            let name = reader.token()
            guard !name.isEmpty else { return challenges }
            reader.skip { $0 == 0x20 || $0 == 0x09 }
            guard reader.peek == UInt8(ascii: "="), !challenges.isEmpty else {
                challenges.append(AuthChallenge(scheme: name.lowercased()))
                continue
            }
            reader.skip { $0 == UInt8(ascii: "=") || $0 == 0x20 }
            let value = reader.peek == UInt8(ascii: "\"") ? reader.quoted() : reader.token()
            challenges[challenges.count - 1].parameters[name.lowercased()] = value
        }
    }

    private struct Reader {
        let bytes: [UInt8]
        var index = 0

        init(bytes: [UInt8]) { self.bytes = bytes }

        var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

        mutating func skip(_ isSkipped: (UInt8) -> Bool) {
            while let byte = peek, isSkipped(byte) { index += 1 }
        }

        /// A token, or the characters that an unquoted address or token68 has.
        mutating func token() -> String {
            let start = index
            skip { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                case UInt8(ascii: ","), UInt8(ascii: "="), UInt8(ascii: "\""), 0x20, 0x09, 0...0x1F, 0x7F...: false
                default: true
                }
            }
            return String(decoding: bytes[start..<index], as: UTF8.self)
        }

        mutating func quoted() -> String {
            index += 1
            var value: [UInt8] = []
            while let byte = peek {
                index += 1
                if byte == UInt8(ascii: "\"") { break }
                if byte == UInt8(ascii: "\\"), let escaped = peek {
                    value.append(escaped)
                    index += 1
                } else {
                    value.append(byte)
                }
            }
            return String(decoding: value, as: UTF8.self)
        }
    }
}

/// What a token is asked for.
struct AccessScope: Sendable, Hashable {
    /// As the token server takes them, `repository:library/debian:pull`.
    var values: [String]

    static func pull(_ repository: Repository) -> AccessScope {
        AccessScope(values: ["repository:\(repository.name):pull"])
    }

    static func push(_ repository: Repository, mountingFrom other: Repository? = nil) -> AccessScope {
        AccessScope(
            values: ["repository:\(repository.name):pull,push"]
                + (other.map { $0.name == repository.name ? [] : ["repository:\($0.name):pull"] } ?? []))
    }

    static let catalog = AccessScope(values: ["registry:catalog:*"])
    static let none = AccessScope(values: [])
}
