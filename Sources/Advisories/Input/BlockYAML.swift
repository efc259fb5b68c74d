/// Reads the subset of YAML that advisory repositories are written in: block mappings and sequences, plain, quoted and
/// block scalars, comments. It gives up (nil) at whatever else there may be, so that Yams decides.
///
/// Yams takes seconds for what this reads in a tenth of one. Source: YAML 1.2.2, chapters 6 to 8.
struct BlockYAML {
    static let depthLimit = 64

    /// One line that holds something.
    private struct Line {
        var indent: Int
        var start: Int
        /// Without the line feed and trailing blanks.
        var end: Int
        /// Number of the raw line.
        var number: Int
    }

    private struct Unsupported: Error {}

    private let bytes: [UInt8]
    private var lines: [Line] = []
    private var rawLines: [Range<Int>] = []
    private var position = 0

    static func read(_ bytes: [UInt8]) -> YAMLNode? {
        do throws(Unsupported) {
            var reader = BlockYAML(bytes)
            try reader.splitLines()
            guard !reader.lines.isEmpty else { return nil }
            let node = try reader.node(minimum: 0, depth: 0)
            return reader.position == reader.lines.count ? node : nil
        } catch {
            return nil
        }
    }

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    private mutating func splitLines() throws(Unsupported) {
        var start = 0
        var isFirst = true
        while start < bytes.count {
            var stop = start
            while stop < bytes.count, bytes[stop] != 0x0a { stop += 1 }
            var end = stop
            while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x0d { end -= 1 }
            var content = start
            while content < end, bytes[content] == 0x20 { content += 1 }
            rawLines.append(start..<end)
            if content < end {
                if bytes[content] == 0x09 { throw Unsupported() }
                let isMarker = content == start && end - start == 3 && matches("---", start)
                if isMarker, !isFirst { throw Unsupported() }
                if content == start, bytes[content] == UInt8(ascii: "%") { throw Unsupported() }
                if content == start, matches("...", start) || (matches("---", start) && !isMarker) {
                    throw Unsupported()
                }
                if bytes[content] != UInt8(ascii: "#") { isFirst = false }
                if !isMarker {
                    lines.append(
                        Line(indent: content - start, start: content, end: end, number: rawLines.count - 1))
                }
            }
            start = stop + 1
        }
    }

    private func matches(_ text: StaticString, _ offset: Int) -> Bool {
        let count = text.utf8CodeUnitCount
        guard offset + count <= bytes.count else { return false }
        return text.withUTF8Buffer { bytes[offset..<(offset + count)].elementsEqual($0) }
    }

    /// Passes over comments.
    private mutating func current() -> Line? {
        while position < lines.count {
            let line = lines[position]
            if bytes[line.start] != UInt8(ascii: "#") { return line }
            position += 1
        }
        return nil
    }

    private mutating func node(minimum: Int, depth: Int) throws(Unsupported) -> YAMLNode {
        guard depth < Self.depthLimit else { throw Unsupported() }
        guard let line = current(), line.indent >= minimum else { return .scalar("") }
        if isDash(line) { return try sequence(indent: line.indent, depth: depth) }
        if keyEnd(line) != nil { return try mapping(indent: line.indent, depth: depth) }
        position += 1
        return try value(from: line.start, of: line, parentIndent: line.indent - 1, depth: depth)
    }

    private func isDash(_ line: Line) -> Bool {
        bytes[line.start] == UInt8(ascii: "-") && (line.start + 1 == line.end || bytes[line.start + 1] == 0x20)
    }

    private mutating func sequence(indent: Int, depth: Int) throws(Unsupported) -> YAMLNode {
        var elements: [YAMLNode] = []
        while let line = current(), line.indent == indent, isDash(line) {
            var content = line.start + 1
            while content < line.end, bytes[content] == 0x20 { content += 1 }
            if content == line.end || bytes[content] == UInt8(ascii: "#") {
                position += 1
                elements.append(try node(minimum: indent + 1, depth: depth + 1))
                continue
            }
            // What follows the dash is a block of its own, indented to where it stands.
            lines[position].indent += content - line.start
            lines[position].start = content
            elements.append(try node(minimum: indent + 1, depth: depth + 1))
        }
        if let line = current(), line.indent > indent { throw Unsupported() }
        return .sequence(elements)
    }

    private mutating func mapping(indent: Int, depth: Int) throws(Unsupported) -> YAMLNode {
        var members: [YAMLNode.Member] = []
        while let line = current(), line.indent == indent, !isDash(line) {
            guard let (key, valueStart) = try key(line) else { throw Unsupported() }
            var content = valueStart
            while content < line.end, bytes[content] == 0x20 { content += 1 }
            position += 1
            let value: YAMLNode
            if content == line.end || bytes[content] == UInt8(ascii: "#") {
                if let next = current(), next.indent > indent || (next.indent == indent && isDash(next)) {
                    value = try node(minimum: indent, depth: depth + 1)
                } else {
                    value = .scalar("")
                }
            } else {
                value = try self.value(from: content, of: line, parentIndent: indent, depth: depth)
            }
            members.append(YAMLNode.Member(key: key, value: value))
        }
        if let line = current(), line.indent > indent { throw Unsupported() }
        return .mapping(members)
    }

    /// Where the key of a `key: value` line ends; nil where the line is none.
    private func keyEnd(_ line: Line) -> Int? {
        var offset = line.start
        let first = bytes[offset]
        if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
            offset += 1
            while offset < line.end, bytes[offset] != first { offset += bytes[offset] == UInt8(ascii: "\\") ? 2 : 1 }
            offset += 1
            return offset < line.end && bytes[offset] == UInt8(ascii: ":")
                && (offset + 1 == line.end || bytes[offset + 1] == 0x20) ? offset : nil
        }
        while offset < line.end {
            if bytes[offset] == UInt8(ascii: ":"), offset + 1 == line.end || bytes[offset + 1] == 0x20 { return offset }
            if bytes[offset] == UInt8(ascii: "#"), offset > line.start, bytes[offset - 1] == 0x20 { return nil }
            offset += 1
        }
        return nil
    }

    private func key(_ line: Line) throws(Unsupported) -> (key: String, valueStart: Int)? {
        guard let end = keyEnd(line) else { return nil }
        let first = bytes[line.start]
        if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
            return (try unquoted(Array(bytes[(line.start + 1)..<(end - 1)]), by: first), end + 1)
        }
        if Self.isSpecial(first) { throw Unsupported() }
        return (String(decoding: bytes[line.start..<end], as: UTF8.self), end + 1)
    }

    /// Characters that start what this reader does not know.
    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ","),
            UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"), UInt8(ascii: "%"), UInt8(ascii: "@"),
            UInt8(ascii: "`"), UInt8(ascii: "?"):
            true
        default: false
        }
    }

    /// The scalar that starts at `start`; `position` is already past its first line.
    private mutating func value(
        from start: Int, of line: Line, parentIndent: Int, depth: Int
    ) throws(Unsupported) -> YAMLNode {
        let first = bytes[start]
        switch first {
        case UInt8(ascii: "|"), UInt8(ascii: ">"):
            return .scalar(try blockScalar(header: start, line, parentIndent, folds: first == UInt8(ascii: ">")))
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return .scalar(try quoted(from: start, line, by: first))
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            let rest = bytes[start..<line.end]
            if rest.elementsEqual("[]".utf8) { return .sequence([]) }
            if rest.elementsEqual("{}".utf8) { return .mapping([]) }
            throw Unsupported()
        default:
            if Self.isSpecial(first) { throw Unsupported() }
            return .scalar(try plain(from: start, line, parentIndent))
        }
    }

    private mutating func plain(from start: Int, _ line: Line, _ parentIndent: Int) throws(Unsupported) -> String {
        var text = String(decoding: bytes[start..<(try endOfPlain(start, line.end))], as: UTF8.self)
        var last = line
        while position < lines.count, lines[position].indent > parentIndent {
            let next = lines[position]
            // A comment ends the scalar, a blank line within it is a line feed: rare, and Yams knows.
            guard bytes[next.start] != UInt8(ascii: "#"), next.number == last.number + 1 else { throw Unsupported() }
            text += " " + String(decoding: bytes[next.start..<(try endOfPlain(next.start, next.end))], as: UTF8.self)
            last = next
            position += 1
        }
        return text
    }

    private func endOfPlain(_ start: Int, _ end: Int) throws(Unsupported) -> Int {
        var offset = start
        while offset < end {
            let byte = bytes[offset]
            if byte == UInt8(ascii: ":"), offset + 1 == end || bytes[offset + 1] == 0x20 { throw Unsupported() }
            if byte == UInt8(ascii: "#"), offset > start, bytes[offset - 1] == 0x20 { throw Unsupported() }
            offset += 1
        }
        return end
    }

    private mutating func quoted(from start: Int, _ line: Line, by quote: UInt8) throws(Unsupported) -> String {
        var content: [UInt8] = []
        var offset = start + 1
        var end = line.end
        var last = line
        while true {
            while offset < end {
                if bytes[offset] == quote {
                    if quote == UInt8(ascii: "'"), offset + 1 < end, bytes[offset + 1] == quote {
                        content += [quote, quote]
                        offset += 2
                        continue
                    }
                    guard offset + 1 == end else { throw Unsupported() }
                    return try unquoted(content, by: quote)
                }
                if bytes[offset] == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                    guard offset + 1 < end else { throw Unsupported() }
                    content += [bytes[offset], bytes[offset + 1]]
                    offset += 2
                    continue
                }
                content.append(bytes[offset])
                offset += 1
            }
            // Folded over the next line.
            guard position < lines.count, lines[position].number == last.number + 1 else { throw Unsupported() }
            last = lines[position]
            position += 1
            content.append(0x20)
            offset = last.start
            end = last.end
        }
    }

    private func unquoted(_ content: [UInt8], by quote: UInt8) throws(Unsupported) -> String {
        guard quote == UInt8(ascii: "\"") else {
            guard content.contains(quote) else { return String(decoding: content, as: UTF8.self) }
            var text: [UInt8] = []
            var offset = 0
            while offset < content.count {
                text.append(content[offset])
                offset += content[offset] == quote ? 2 : 1
            }
            return String(decoding: text, as: UTF8.self)
        }
        guard content.contains(UInt8(ascii: "\\")) else { return String(decoding: content, as: UTF8.self) }
        var text: [UInt8] = []
        var offset = 0
        while offset < content.count {
            if content[offset] == UInt8(ascii: "\\") {
                offset += 1
                switch content[offset] {
                case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(content[offset])
                case UInt8(ascii: "n"): text.append(0x0a)
                case UInt8(ascii: "t"): text.append(0x09)
                default: throw Unsupported()
                }
            } else {
                text.append(content[offset])
            }
            offset += 1
        }
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func blockScalar(
        header start: Int, _ line: Line, _ parentIndent: Int, folds: Bool
    ) throws(Unsupported) -> String {
        var keepsEnd = true
        switch line.end - start {
        case 1: break
        case 2 where bytes[start + 1] == UInt8(ascii: "-"): keepsEnd = false
        default: throw Unsupported()
        }
        guard position < lines.count, lines[position].indent > parentIndent else { throw Unsupported() }
        let indent = lines[position].indent
        // A blank line before the first is rare, and Yams knows.
        guard lines[position].number == line.number + 1 else { throw Unsupported() }
        var text = ""
        var last = line.number
        while position < lines.count, lines[position].indent > parentIndent {
            let next = lines[position]
            guard next.indent >= indent, !folds || next.indent == indent else { throw Unsupported() }
            let gap = next.number - last - 1
            if last != line.number {
                text += folds && gap == 0 ? " " : String(repeating: "\n", count: folds ? gap : gap + 1)
            }
            let raw = rawLines[next.number]
            // Trailing blanks count in a block scalar; the lines were trimmed.
            if raw.upperBound < bytes.count, bytes[raw.upperBound] == 0x20 { throw Unsupported() }
            text += String(decoding: bytes[(raw.lowerBound + indent)..<raw.upperBound], as: UTF8.self)
            last = next.number
            position += 1
        }
        return keepsEnd ? text + "\n" : text
    }
}
