/// `scheme://user:password@host`. Source: RFC 3986 section 3.2.1.
enum URLCredentials {
    private static let stops = ByteSet(" \t\r\n\"'`<>/\\?#(),;|^".utf8)
    private static let schemeBytes = ByteSet.alphanumerics.union(ByteSet("+-.".utf8))
    private static let limit = 300

    static func match(
        _ number: Int, _ rule: SecretRule, at start: Int, in text: UnsafeRawBufferPointer, _ context: TextContext
    ) -> SecretMatch? {
        let end = min(text.count, start + limit)
        var colon: Int?
        var mark: Int?
        var at = start
        scan: while at < end {
            let byte = text[at]
            switch byte {
            case UInt8(ascii: ":"): if colon == nil { colon = at }
            case UInt8(ascii: "@"):
                mark = at
                // A password may hold an `@`; the last one before the path counts.
                if colon == nil { return nil }
            default: if stops.contains(byte) { break scan }
            }
            at += 1
        }
        guard let colon, let mark, mark > colon + 1, mark + 1 < at else { return nil }
        let secret = (colon + 1)..<mark
        let value = text.slice(secret)
        guard value.count >= 3, !Password.isReference(value),
            !Password.isReference(text.slice(start..<colon)) || colon == start
        else { return nil }
        var scheme = start - 3
        while scheme > 0, start - scheme < 20, schemeBytes.contains(text[scheme - 1]) { scheme -= 1 }
        let name = text.text(scheme..<(start - 3)).lowercased()
        let host = text.text((mark + 1)..<at).lowercased()
        if context.asksPlausibility {
            // What stands in manuals: user:pass@host, example.com.
            if host.contains("example") || host.hasPrefix("host") || host.hasPrefix("localhost") && value.count < 8 {
                return nil
            }
            // `:pserver:anoncvs@`: only stores without accounts take a password alone.
            if colon == start, !name.hasPrefix("redis"), !name.hasPrefix("valkey") { return nil }
            if value.count < 6 || host.utf8.first.map({ !ByteSet.alphanumerics.contains($0) && $0 != 0x5B }) ?? true {
                return nil
            }
            if name.hasSuffix("http") || name.hasSuffix("https") || name.isEmpty || host.hasPrefix("127.") {
                let plain = percentDecoded(value)
                let isMixed = plain.withUnsafeBytes {
                    Randomness.entropy($0) > 2.7 && $0.contains { ByteSet.digits.contains($0) }
                }
                guard isMixed else { return nil }
            }
        }
        return SecretMatch(
            rule: number, secret: secret, whole: scheme..<at, evidence: ["for \(name)://…@\(host)"],
            confidence: rule.card.confidence, severity: rule.card.severity)
    }

    /// Source: RFC 3986 section 2.1.
    private static func percentDecoded(_ value: UnsafeRawBufferPointer) -> [UInt8] {
        var out: [UInt8] = []
        var at = 0
        while at < value.count {
            if value[at] == UInt8(ascii: "%"), at + 2 < value.count,
                let byte = UInt8(String(decoding: value[(at + 1)...(at + 2)], as: UTF8.self), radix: 16)
            {
                out.append(byte)
                at += 3
            } else {
                out.append(value[at])
                at += 1
            }
        }
        return out
    }
}
