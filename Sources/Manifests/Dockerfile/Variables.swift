/// Expands `$name` and `${name…}` in a word and takes its quotes away.
///
/// Source: Dockerfile reference, "Environment replacement": `${v:-w}`, `${v-w}`, `${v:+w}`, `${v+w}`, `${v:?w}`,
/// `${v?w}`, `${v#p}`, `${v##p}`, `${v%p}`, `${v%%p}`, `${v/p/r}`, `${v//p/r}`.
public struct Variables: Sendable {
    public enum Known: Sendable, Equatable {
        case value(String)
        /// Set, but the value is not known here.
        case unknown
        case undefined
    }

    /// A longer value counts as unknown. Bytes.
    public static let valueLimit = 4096
    static let depthLimit = 16

    let escape: UInt8
    var budget: Int

    public init(escape: UInt8 = UInt8(ascii: "\\"), budget: Int = 1 << 20) {
        self.escape = escape
        self.budget = budget
    }

    /// nil where a value is not known.
    public mutating func expand(_ word: String, _ lookUp: (String) -> Known) -> String? {
        guard budget > 0 else { return nil }
        let bytes = Array(word.utf8)
        var index = 0
        guard let result = expand(bytes, &index, until: nil, depth: 0, lookUp), result.count <= Self.valueLimit else {
            budget -= bytes.count
            return nil
        }
        budget -= result.count + bytes.count
        return String(decoding: result, as: UTF8.self)
    }

    private func expand(
        _ bytes: [UInt8], _ index: inout Int, until end: UInt8?, depth: Int, _ lookUp: (String) -> Known
    ) -> [UInt8]? {
        guard depth < Self.depthLimit else { return nil }
        var result: [UInt8] = []
        var quote: UInt8?
        var isKnown = true
        while index < bytes.count {
            let byte = bytes[index]
            if quote == nil, byte == end { break }
            if quote != UInt8(ascii: "'"), byte == escape, index + 1 < bytes.count {
                let next = bytes[index + 1]
                if next == UInt8(ascii: "$") || next == UInt8(ascii: "\"") || next == UInt8(ascii: "'")
                    || next == escape
                    || isBlank(next)
                {
                    result.append(next)
                    index += 2
                    continue
                }
            }
            switch byte {
            case UInt8(ascii: "'") where quote != UInt8(ascii: "\""),
                UInt8(ascii: "\"") where quote != UInt8(ascii: "'"):
                quote = quote == nil ? byte : nil
                index += 1
            case UInt8(ascii: "$") where quote != UInt8(ascii: "'"):
                index += 1
                if let value = variable(bytes, &index, depth: depth, lookUp) {
                    result += value
                    if result.count > Self.valueLimit { isKnown = false }
                } else {
                    isKnown = false
                }
            default:
                result.append(byte)
                index += 1
            }
            if !isKnown, result.count > Self.valueLimit { result.removeAll() }
        }
        return isKnown ? result : nil
    }

    /// After the `$`; nil where the value is not known.
    private func variable(
        _ bytes: [UInt8], _ index: inout Int, depth: Int, _ lookUp: (String) -> Known
    ) -> [UInt8]? {
        guard index < bytes.count else { return [UInt8(ascii: "$")] }
        guard bytes[index] == UInt8(ascii: "{") else {
            let start = index
            while index < bytes.count, isNameByte(bytes[index]) { index += 1 }
            guard index > start else { return [UInt8(ascii: "$")] }
            return Self.bytes(lookUp(String(decoding: bytes[start..<index], as: UTF8.self)))
        }
        index += 1
        let start = index
        while index < bytes.count, isNameByte(bytes[index]) { index += 1 }
        let known = lookUp(String(decoding: bytes[start..<index], as: UTF8.self))
        guard index < bytes.count else { return nil }
        var kind = bytes[index]
        var treatsEmptyAsUnset = false
        if kind == UInt8(ascii: ":"), index + 1 < bytes.count {
            treatsEmptyAsUnset = true
            index += 1
            kind = bytes[index]
        }
        if kind == UInt8(ascii: "}") {
            index += 1
            return Self.bytes(known)
        }
        index += 1
        var isDoubled = false
        if index < bytes.count, bytes[index] == kind,
            kind == UInt8(ascii: "#") || kind == UInt8(ascii: "%")
                || kind == UInt8(ascii: "/")
        {
            isDoubled = true
            index += 1
        }
        let operandStart = index
        let operand = expand(bytes, &index, until: UInt8(ascii: "}"), depth: depth + 1, lookUp)
        let rawOperand = bytes[operandStart..<min(index, bytes.count)]
        guard index < bytes.count else { return nil }
        index += 1

        let isSet: Bool? =
            switch known {
            case .value(let value): !(treatsEmptyAsUnset && value.isEmpty)
            case .unknown: nil
            case .undefined: false
            }
        switch kind {
        case UInt8(ascii: "-"):
            guard let isSet else { return nil }
            return isSet ? Self.bytes(known) : operand
        case UInt8(ascii: "+"):
            guard let isSet else { return nil }
            return isSet ? operand : []
        case UInt8(ascii: "?"):
            return isSet == true ? Self.bytes(known) : nil
        case UInt8(ascii: "#"), UInt8(ascii: "%"):
            guard let value = Self.bytes(known), let pattern = operand else { return nil }
            return Glob.trim(
                value, pattern, fromEnd: kind == UInt8(ascii: "%"), longest: isDoubled)
        case UInt8(ascii: "/"):
            guard let value = Self.bytes(known) else { return nil }
            let parts = rawOperand.split(separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false)
            return Glob.replace(
                value, Array(parts.first ?? []), with: parts.count > 1 ? Array(parts[1]) : [], all: isDoubled)
        default:
            return nil
        }
    }

    private static func bytes(_ known: Known) -> [UInt8]? {
        switch known {
        case .value(let value): Array(value.utf8)
        case .unknown: nil
        case .undefined: []
        }
    }
}
