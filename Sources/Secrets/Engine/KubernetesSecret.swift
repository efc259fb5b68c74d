/// The values of a Secret manifest in YAML or JSON: `data` holds base64, `stringData` text.
/// Source: Kubernetes API reference, Secret v1.
enum KubernetesSecret {
    struct Value {
        var key: String
        var range: Range<Int>
        var isEncoded: Bool
    }

    static let literals = ["kind: Secret", "kind: \"Secret\"", "\"kind\": \"Secret\"", "\"kind\":\"Secret\""]
    /// Bytes of the manifest behind its kind.
    static let reach = 32 << 10
    /// Bytes before it.
    private static let back = 12_000
    private static let most = 256

    static func values(at hit: Int, in text: UnsafeRawBufferPointer) -> [Value] {
        // `kind: SecretList`, `kind: SecretStore` are other things.
        if text[hit] == UInt8(ascii: "\"") { return valuesOfJSON(at: hit, in: text) }
        var after = hit + "kind: Secret".utf8.count
        if after < text.count, text[after] == 0x22 { after += 1 }
        guard after >= text.count || !ByteSet.word.contains(text[after]) else { return [] }
        var low = hit
        while low > 0, hit - low < back, !startsDocument(low, text) { low -= 1 }
        var high = hit
        while high < text.count, high - hit < reach, !startsDocument(high, text) || high == low { high += 1 }
        var values: [Value] = []
        var section: Bool?
        var indent = 0
        var at = low
        while at < high, values.count < most {
            var end = at
            while end < high, text[end] != 0x0A { end += 1 }
            defer { at = end + 1 }
            var start = at
            while start < end, text[start] == 0x20 { start += 1 }
            guard start < end, text[start] != UInt8(ascii: "#") else { continue }
            let width = start - at
            if let isEncoded = sectionName(start..<end, text) {
                section = isEncoded
                indent = width
            } else if let isEncoded = section {
                guard width > indent else {
                    section = nil
                    continue
                }
                if let value = value(start..<end, isEncoded, text) { values.append(value) }
            }
        }
        return values
    }

    private static func startsDocument(_ at: Int, _ text: UnsafeRawBufferPointer) -> Bool {
        text.starts("---", at: at) && (at == 0 || text[at - 1] == 0x0A)
    }

    private static func sectionName(_ line: Range<Int>, _ text: UnsafeRawBufferPointer) -> Bool? {
        let name: Bool
        var at: Int
        if text.starts("data:", at: line.lowerBound) {
            (name, at) = (true, line.lowerBound + 5)
        } else if text.starts("stringData:", at: line.lowerBound) {
            (name, at) = (false, line.lowerBound + 11)
        } else {
            return nil
        }
        while at < line.upperBound, ByteSet.space.contains(text[at]) { at += 1 }
        return at >= line.upperBound ? name : nil
    }

    private static func value(_ line: Range<Int>, _ isEncoded: Bool, _ text: UnsafeRawBufferPointer) -> Value? {
        var at = line.lowerBound
        while at < line.upperBound, text[at] != UInt8(ascii: ":") { at += 1 }
        guard at < line.upperBound else { return nil }
        let key = text.text(line.lowerBound..<at)
        at += 1
        while at < line.upperBound, text[at] == 0x20 || text[at] == 0x22 || text[at] == 0x27 { at += 1 }
        var end = line.upperBound
        while end > at, ByteSet.space.contains(text[end - 1]) || text[end - 1] == 0x22 || text[end - 1] == 0x27 {
            end -= 1
        }
        return accepted(key.filter { $0 != "\"" && $0 != "'" }, at..<end, isEncoded, text)
    }

    private static func accepted(
        _ key: String, _ range: Range<Int>, _ isEncoded: Bool, _ text: UnsafeRawBufferPointer
    ) -> Value? {
        let value = text.slice(range)
        // Block scalars are looked at as text by themselves.
        guard range.count >= 4, !value.starts(with: "|".utf8), !value.starts(with: ">".utf8),
            !value.contains(where: { $0 == 0x20 || $0 == UInt8(ascii: "{") })
        else { return nil }
        if isEncoded {
            guard let decoded = Base64.decode(value), decoded.count >= 3 else { return nil }
        } else if Password.isReference(value) {
            return nil
        }
        let name = key.lowercased()
        // Certificates and names are public.
        let isPublic =
            name == "ca.crt" || name == "tls.crt" || name == "username" || name == "user" || name == "namespace"
            || name.contains("username") || name.hasSuffix("accountname")
            || name.hasSuffix("address") || name.hasSuffix("host") || name.hasSuffix("database")
            || name.hasSuffix("port")
        return isPublic ? nil : Value(key: key, range: range, isEncoded: isEncoded)
    }

    private static func valuesOfJSON(at hit: Int, in text: UnsafeRawBufferPointer) -> [Value] {
        var values: [Value] = []
        let low = max(0, hit - back)
        let high = min(text.count, hit + reach)
        for (name, isEncoded) in [("\"data\"", true), ("\"stringData\"", false)] as [(StaticString, Bool)] {
            // The nearest section before, else the first behind.
            var place: Int?
            for at in low..<high where text.starts(name, at: at) {
                if at > hit, place != nil { break }
                place = at
            }
            guard var at = place.map({ $0 + name.utf8CodeUnitCount }) else { continue }
            while at < high, ByteSet.space.contains(text[at]) || text[at] == 0x3A { at += 1 }
            guard at < high, text[at] == UInt8(ascii: "{") else { continue }
            while at < high, text[at] != UInt8(ascii: "}"), values.count < most {
                guard let key = string(after: at, high, text), let value = string(after: key.upperBound + 1, high, text)
                else { break }
                if let found = accepted(text.text(key), value, isEncoded, text) { values.append(found) }
                at = value.upperBound + 1
                while at < high, text[at] != UInt8(ascii: ","), text[at] != UInt8(ascii: "}") { at += 1 }
            }
        }
        return values
    }

    /// What stands between the next two quotes.
    private static func string(after start: Int, _ high: Int, _ text: UnsafeRawBufferPointer) -> Range<Int>? {
        var low = start
        while low < high, text[low] != 0x22 {
            guard text[low] != UInt8(ascii: "}") else { return nil }
            low += 1
        }
        var end = low + 1
        while end < high, text[end] != 0x22 { end += text[end] == 0x5C ? 2 : 1 }
        return end < high ? (low + 1)..<end : nil
    }
}
