/// Puts variables into values the way Compose does.
/// Source: Compose specification, "Interpolation".
public struct ComposeVariables: Sendable {
    private let values: [String: String]
    private static let deepest = 8
    private static let longest = 65_536

    /// - Parameter values: what the environment and `.env` define.
    public init(_ values: [String: String] = [:]) { self.values = values }

    /// Reads an `.env` file: `NAME=value` lines, `export` in front, quotes around, comments.
    public init(environmentFile text: String) {
        var values: [String: String] = [:]
        for line in text.split(whereSeparator: { $0 == "\n" || $0 == "\r\n" }) {
            var rest = line.drop { $0 == " " || $0 == "\t" }
            if rest.hasPrefix("export ") { rest = rest.dropFirst(7) }
            guard rest.first != "#", let sign = rest.firstIndex(of: "=") else { continue }
            let name = rest[..<sign].filter { $0 != " " }
            var value = rest[rest.index(after: sign)...]
            if let quote = value.first, quote == "\"" || quote == "'" {
                value = value.dropFirst().prefix { $0 != quote }
            } else if let comment = value.commentStart {
                value = value[..<comment]
            }
            values[String(name)] = String(value)
        }
        self.values = values
    }

    /// With further values, which win.
    public func adding(_ more: [String: String]) -> ComposeVariables {
        ComposeVariables(values.merging(more) { $1 })
    }

    /// The value of a variable itself.
    public subscript(_ name: String) -> String? { values[name] }

    /// The value with its variables put in; nil where one has no value here and no default.
    public func expand(_ text: String) -> String? {
        expand(Array(text.utf8), depth: 0).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Whether a value has variables at all.
    public static func hasVariables(_ text: String) -> Bool { text.utf8.contains(UInt8(ascii: "$")) }

    private func expand(_ bytes: [UInt8], depth: Int) -> [UInt8]? {
        guard depth < Self.deepest, bytes.count < Self.longest else { return nil }
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "$") else {
                result.append(bytes[index])
                index += 1
                continue
            }
            index += 1
            guard index < bytes.count else { return result + [UInt8(ascii: "$")] }
            if bytes[index] == UInt8(ascii: "$") {
                result.append(bytes[index])
                index += 1
            } else if bytes[index] == UInt8(ascii: "{") {
                guard let end = Self.closing(bytes, from: index) else { return nil }
                guard let value = resolve(Array(bytes[index + 1..<end]), depth: depth) else { return nil }
                result += value
                index = end + 1
            } else {
                let start = index
                while index < bytes.count, Self.isNameByte(bytes[index], isFirst: index == start) { index += 1 }
                guard index > start else {
                    result.append(UInt8(ascii: "$"))
                    continue
                }
                guard let value = values[String(decoding: bytes[start..<index], as: UTF8.self)] else { return nil }
                result += value.utf8
            }
        }
        return result
    }

    /// What stands in the braces: a name, and perhaps a default, an error or an alternative.
    private func resolve(_ body: [UInt8], depth: Int) -> [UInt8]? {
        var end = 0
        while end < body.count, Self.isNameByte(body[end], isFirst: end == 0) { end += 1 }
        let name = String(decoding: body[..<end], as: UTF8.self)
        let value = values[name].map { Array($0.utf8) }
        guard end < body.count else { return value }
        var isEmptyMissing = false
        if body[end] == UInt8(ascii: ":") {
            isEmptyMissing = true
            end += 1
        }
        guard end < body.count else { return nil }
        let isSet = value.map { !isEmptyMissing || !$0.isEmpty } ?? false
        let rest = Array(body[(end + 1)...])
        switch body[end] {
        case UInt8(ascii: "-"): return isSet ? value : expand(rest, depth: depth + 1)
        case UInt8(ascii: "+"): return isSet ? expand(rest, depth: depth + 1) : []
        case UInt8(ascii: "?"): return isSet ? value : nil
        default: return nil
        }
    }

    private static func closing(_ bytes: [UInt8], from open: Int) -> Int? {
        var depth = 0
        for index in open..<bytes.count {
            if bytes[index] == UInt8(ascii: "{") { depth += 1 }
            if bytes[index] == UInt8(ascii: "}") {
                depth -= 1
                if depth == 0 { return index }
            }
        }
        return nil
    }

    private static func isNameByte(_ byte: UInt8, isFirst: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): !isFirst
        default: false
        }
    }
}

extension Substring {
    /// Where ` #` begins.
    fileprivate var commentStart: Index? {
        var last: Character = "x"
        for index in indices {
            if self[index] == "#", last == " " { return self.index(before: index) }
            last = self[index]
        }
        return nil
    }
}
