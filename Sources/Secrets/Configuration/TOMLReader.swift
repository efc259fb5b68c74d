/// Reads TOML. Source: TOML 1.0.0.
struct TOMLReader {
    /// Arrays and inline tables within one another.
    private static let depthLimit = 32
    /// Bytes of a document.
    static let sizeLimit = 8 << 20

    private let bytes: [UInt8]
    private let path: String
    private var at = 0
    private var line = 1
    private var depth = 0

    init(_ text: String, path: String) {
        bytes = Array(text.utf8)
        self.path = path
    }

    private func fail(_ reason: String) -> SecretError { .configuration(path: path, line: line, reason: reason) }

    mutating func document() throws(SecretError) -> [String: TOMLValue] {
        guard bytes.count <= Self.sizeLimit else { throw fail("larger than \(Self.sizeLimit >> 20) MB") }
        var root: [String: TOMLValue] = [:]
        var current: [String] = []
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
        while true {
            skipBlank()
            guard let byte = peek() else { return root }
            if byte == UInt8(ascii: "[") {
                at += 1
                let isArray = take(UInt8(ascii: "["))
                current = try key()
                guard take(UInt8(ascii: "]")), !isArray || take(UInt8(ascii: "]")) else {
                    throw fail("the header of a table does not end with ]")
                }
                if isArray {
                    try Self.append(to: &root, current[...], line, self)
                } else {
                    try Self.open(&root, current[...], line, self)
                }
                try endLine()
            } else {
                let name = try key()
                skipSpaces()
                guard take(UInt8(ascii: "=")) else { throw fail("a key without =") }
                skipSpaces()
                let value = try value()
                try endLine()
                try Self.set(&root, (current + name)[...], value, self)
            }
        }
    }

    // MARK: - Tables

    /// The table at a path, of arrays of tables the last one, changed in place.
    private static func change(
        _ table: inout [String: TOMLValue], _ path: ArraySlice<String>, _ line: Int, _ reader: TOMLReader,
        _ body: (inout [String: TOMLValue]) throws(SecretError) -> Void
    ) throws(SecretError) {
        guard let name = path.first else { return try body(&table) }
        switch table[name] {
        case nil:
            var inner: [String: TOMLValue] = [:]
            try change(&inner, path.dropFirst(), line, reader, body)
            table[name] = .table(inner, line: line)
        case .table(var inner, let first):
            table[name] = nil
            try change(&inner, path.dropFirst(), line, reader, body)
            table[name] = .table(inner, line: first)
        case .list(var members, let first):
            guard case .table(var inner, let start)? = members.popLast() else {
                throw reader.fail("“\(name)” is an array, not a table")
            }
            table[name] = nil
            try change(&inner, path.dropFirst(), line, reader, body)
            table[name] = .list(members + [.table(inner, line: start)], line: first)
        case let other?: throw reader.fail("“\(name)” is \(other.kind), not a table")
        }
    }

    private static func open(
        _ root: inout [String: TOMLValue], _ path: ArraySlice<String>, _ line: Int, _ reader: TOMLReader
    ) throws(SecretError) {
        try change(&root, path, line, reader) { _ throws(SecretError) in }
    }

    private static func append(
        to root: inout [String: TOMLValue], _ path: ArraySlice<String>, _ line: Int, _ reader: TOMLReader
    ) throws(SecretError) {
        guard let name = path.last else { return }
        try change(&root, path.dropLast(), line, reader) { table throws(SecretError) in
            switch table[name] {
            case nil: table[name] = .list([.table([:], line: line)], line: line)
            case .list(let members, let first): table[name] = .list(members + [.table([:], line: line)], line: first)
            case let other?: throw reader.fail("“\(name)” is \(other.kind), not an array of tables")
            }
        }
    }

    private static func set(
        _ root: inout [String: TOMLValue], _ path: ArraySlice<String>, _ value: TOMLValue, _ reader: TOMLReader
    ) throws(SecretError) {
        guard let name = path.last else { return }
        try change(&root, path.dropLast(), value.line, reader) { table throws(SecretError) in
            guard table.updateValue(value, forKey: name) == nil else { throw reader.fail("“\(name)” is given twice") }
        }
    }

    // MARK: - Marks

    private func peek(_ ahead: Int = 0) -> UInt8? { at + ahead < bytes.count ? bytes[at + ahead] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        at += 1
        return true
    }

    private mutating func skipSpaces() { while let byte = peek(), byte == 0x20 || byte == 0x09 { at += 1 } }

    private mutating func skipComment() {
        guard peek() == UInt8(ascii: "#") else { return }
        while let byte = peek(), byte != 0x0A { at += 1 }
    }

    /// Spaces, line feeds and comments.
    private mutating func skipBlank() {
        while let byte = peek() {
            switch byte {
            case 0x20, 0x09, 0x0D: at += 1
            case 0x0A:
                at += 1
                line += 1
            case UInt8(ascii: "#"): skipComment()
            default: return
            }
        }
    }

    private mutating func endLine() throws(SecretError) {
        skipSpaces()
        skipComment()
        _ = take(0x0D)
        guard let byte = peek() else { return }
        guard byte == 0x0A else { throw fail("more on the line than one value") }
        at += 1
        line += 1
    }

    private mutating func key() throws(SecretError) -> [String] {
        var parts: [String] = []
        repeat {
            skipSpaces()
            switch peek() {
            case UInt8(ascii: "\""): parts.append(try basicText())
            case UInt8(ascii: "'"): parts.append(try literalText())
            default:
                let start = at
                while let byte = peek(), ByteSet.word.contains(byte) || byte == UInt8(ascii: "-") { at += 1 }
                guard at > start else { throw fail("a key is missing") }
                parts.append(String(decoding: bytes[start..<at], as: UTF8.self))
            }
            skipSpaces()
        } while take(UInt8(ascii: "."))
        return parts
    }

    // MARK: - Values

    private mutating func value() throws(SecretError) -> TOMLValue {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else { throw fail("values nest deeper than \(Self.depthLimit)") }
        let start = line
        switch peek() {
        case UInt8(ascii: "\""): return .text(try basicText(), line: start)
        case UInt8(ascii: "'"): return .text(try literalText(), line: start)
        case UInt8(ascii: "["): return try list()
        case UInt8(ascii: "{"): return try inlineTable()
        case nil: throw fail("a value is missing")
        default: return try word()
        }
    }

    private mutating func list() throws(SecretError) -> TOMLValue {
        let start = line
        at += 1
        var members: [TOMLValue] = []
        while true {
            skipBlank()
            if take(UInt8(ascii: "]")) { return .list(members, line: start) }
            members.append(try value())
            skipBlank()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "]")) else {
                throw fail("an array that opens on line \(start) does not end with ]")
            }
            return .list(members, line: start)
        }
    }

    private mutating func inlineTable() throws(SecretError) -> TOMLValue {
        let start = line
        at += 1
        var table: [String: TOMLValue] = [:]
        skipSpaces()
        if take(UInt8(ascii: "}")) { return .table(table, line: start) }
        while true {
            let name = try key()
            skipSpaces()
            guard take(UInt8(ascii: "=")) else { throw fail("a key without =") }
            skipSpaces()
            try Self.set(&table, name[...], try value(), self)
            skipSpaces()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "}")) else { throw fail("an inline table does not end with }") }
            return .table(table, line: start)
        }
    }

    private mutating func word() throws(SecretError) -> TOMLValue {
        let start = at
        while let byte = peek(),
            ByteSet.word.contains(byte) || byte == 0x2B || byte == 0x2D || byte == 0x2E || byte == 0x3A
        {
            at += 1
        }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        switch text {
        case "true": return .boolean(true, line: line)
        case "false": return .boolean(false, line: line)
        case "": throw fail("a value is missing")
        default: break
        }
        let bare = text.filter { $0 != "_" }
        if let integer = Int(bare) { return .integer(integer, line: line) }
        if let decimal = Double(bare), decimal.isFinite { return .decimal(decimal, line: line) }
        throw fail("“\(text)” is no value; strings stand in quotes")
    }

    private mutating func literalText() throws(SecretError) -> String {
        if peek(1) == 0x27, peek(2) == 0x27 { return try longText(0x27) }
        at += 1
        let start = at
        while let byte = peek(), byte != 0x27 {
            guard byte != 0x0A else { throw fail("a string does not end with '") }
            at += 1
        }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        guard take(0x27) else { throw fail("a string does not end with '") }
        return text
    }

    private mutating func basicText() throws(SecretError) -> String {
        if peek(1) == 0x22, peek(2) == 0x22 { return try longText(0x22) }
        at += 1
        var text: [UInt8] = []
        while let byte = peek(), byte != 0x22 {
            guard byte != 0x0A else { throw fail("a string does not end with \"") }
            at += 1
            if byte == UInt8(ascii: "\\") { try escape(&text) } else { text.append(byte) }
        }
        guard take(0x22) else { throw fail("a string does not end with \"") }
        return String(decoding: text, as: UTF8.self)
    }

    /// `'''…'''` and `"""…"""`.
    private mutating func longText(_ quote: UInt8) throws(SecretError) -> String {
        let start = line
        at += 3
        _ = take(0x0D)
        if take(0x0A) { line += 1 }
        var text: [UInt8] = []
        while let byte = peek() {
            if byte == quote, peek(1) == quote, peek(2) == quote {
                // Up to two quotes may stand before the closing three.
                while peek(3) == quote {
                    text.append(quote)
                    at += 1
                }
                at += 3
                return String(decoding: text, as: UTF8.self)
            }
            at += 1
            if byte == 0x0A { line += 1 }
            if byte == UInt8(ascii: "\\"), quote == 0x22 {
                if peek() == 0x0A || peek() == 0x0D {
                    skipBlankOnly()
                } else {
                    try escape(&text)
                }
            } else {
                text.append(byte)
            }
        }
        throw fail("a string that opens on line \(start) does not end")
    }

    private mutating func skipBlankOnly() {
        while let byte = peek(), ByteSet.space.contains(byte) {
            if byte == 0x0A { line += 1 }
            at += 1
        }
    }

    private mutating func escape(_ text: inout [UInt8]) throws(SecretError) {
        guard let byte = peek() else { throw fail("a \\ at the end") }
        at += 1
        switch byte {
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): text.append(byte)
        case UInt8(ascii: "u"), UInt8(ascii: "U"):
            let count = byte == UInt8(ascii: "u") ? 4 : 8
            guard at + count <= bytes.count,
                let value = UInt32(String(decoding: bytes[at..<(at + count)], as: UTF8.self), radix: 16),
                let scalar = Unicode.Scalar(value)
            else { throw fail("\\u wants \(count) hexadecimal digits of a character") }
            text += Array(String(Character(scalar)).utf8)
            at += count
        default: throw fail("an unknown escape; write regular expressions in '''…'''")
        }
    }
}
