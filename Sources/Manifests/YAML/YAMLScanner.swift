/// Cuts a YAML text into tokens.
///
/// Invariant: `base` holds `count` readable bytes for as long as the scanner lives; every read goes through `at`, which
/// gives 0 past the end. Source: YAML 1.2.2, chapters 5 to 9; the notion of simple keys and of the stack of indents is
/// that of YAML 1.1, section 7.4 and the usual reference readers.
struct YAMLScanner {
    let base: UnsafePointer<UInt8>
    let count: Int
    var position: Int
    var lineStart: Int
    var line = 0
    var tokens: [YAMLToken] = []
    var texts: [String] = []
    var comments: [Range<Int>] = []
    var indent = -1
    var indents: [Int] = []
    var flowLevel = 0
    var isSimpleKeyAllowed = true
    var simpleKeys: [SimpleKey] = [SimpleKey()]
    let limits: YAMLLimits
    private(set) var isAtEnd = false

    /// A place that may turn out to be a key once a colon follows on the same line.
    struct SimpleKey {
        var isPossible = false
        var isRequired = false
        var token = 0
        var position = 0
        var line = 0
        var column = 0
    }

    /// YAML 1.2.2, section 7.4.2: an implicit key is at most this long.
    private static let longestSimpleKey = 1024

    init(base: UnsafePointer<UInt8>, count: Int, from start: Int, limits: YAMLLimits) {
        self.base = base
        self.count = count
        position = start
        lineStart = start
        self.limits = limits
        tokens.reserveCapacity(min(4096, (count - start) / 8 + 16))
    }

    @inline(__always)
    func at(_ index: Int) -> UInt8 { index < count ? base[index] : 0 }

    @inline(__always)
    func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    @inline(__always)
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    @inline(__always)
    func isBlankOrEnd(_ index: Int) -> Bool {
        index >= count || base[index] == 0x20 || base[index] == 0x09 || isBreak(base[index])
    }

    var column: Int { position - lineStart }

    /// Past a line break at the position (LF, CR LF or CR).
    @inline(__always)
    mutating func skipBreak() {
        if at(position) == 0x0D, at(position + 1) == 0x0A { position += 1 }
        position += 1
        lineStart = position
        line += 1
    }

    func fault(_ message: String, at offset: Int? = nil) -> YAMLFault {
        YAMLFault(offset: min(offset ?? position, count), message: message)
    }

    mutating func add(_ kind: YAMLToken.Kind, _ start: Int, _ end: Int) {
        tokens.append(
            YAMLToken(kind: kind, start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end)))
    }

    // MARK: Tokens

    /// Scans until there are more than `wanted` tokens that can no longer change, or the text ends.
    mutating func fill(past wanted: Int) throws(YAMLFault) {
        while !isAtEnd {
            if tokens.count > wanted {
                dropStaleKeys()
                // A key may still be put in front of tokens from the oldest possible simple key on.
                var isOpen = false
                for key in simpleKeys where key.isPossible && key.token <= wanted { isOpen = true }
                if !isOpen { return }
            }
            try scanNext()
        }
    }

    mutating func scanNext() throws(YAMLFault) {
        try skipToToken()
        try failStaleKeys()
        unroll(to: column)
        guard position < count else {
            unroll(to: -1)
            try removeSimpleKey()
            isSimpleKeyAllowed = false
            add(.streamEnd, position, position)
            isAtEnd = true
            return
        }
        let byte = base[position]
        if column == 0 {
            if byte == UInt8(ascii: "%"), flowLevel == 0 { return try scanDirective() }
            if isDocumentMark(UInt8(ascii: "-")) { return try scanDocumentMark(.documentStart) }
            if isDocumentMark(UInt8(ascii: ".")) { return try scanDocumentMark(.documentEnd) }
        }
        switch byte {
        case UInt8(ascii: "["): return try openFlow(.flowSequenceStart)
        case UInt8(ascii: "{"): return try openFlow(.flowMappingStart)
        case UInt8(ascii: "]"): return try closeFlow(.flowSequenceEnd)
        case UInt8(ascii: "}"): return try closeFlow(.flowMappingEnd)
        case UInt8(ascii: ","):
            if flowLevel > 0 {
                try removeSimpleKey()
                isSimpleKeyAllowed = true
                add(.flowEntry, position, position + 1)
                position += 1
                return
            }
        case UInt8(ascii: "-"):
            if isBlankOrEnd(position + 1) { return try scanBlockEntry() }
        case UInt8(ascii: "?"):
            if isBlankOrEnd(position + 1) { return try scanKey() }
        case UInt8(ascii: ":"):
            if isBlankOrEnd(position + 1) || flowLevel > 0 { return try scanValue() }
        case UInt8(ascii: "*"): return try scanName(.alias)
        case UInt8(ascii: "&"): return try scanName(.anchor)
        case UInt8(ascii: "!"): return try scanTag()
        case UInt8(ascii: "|"):
            if flowLevel == 0 { return try scanBlockScalar(.literal) }
        case UInt8(ascii: ">"):
            if flowLevel == 0 { return try scanBlockScalar(.folded) }
        case UInt8(ascii: "'"): return try scanSingleQuoted()
        case UInt8(ascii: "\""): return try scanDoubleQuoted()
        default: break
        }
        guard startsPlain(byte) else {
            if byte == 0x09 { throw fault("a tab cannot indent; use spaces") }
            if byte < 0x20 { throw fault("control characters are not allowed") }
            throw fault("a value cannot start with '\(Character(UnicodeScalar(byte)))'; put it in quotes")
        }
        try scanPlain()
    }

    func startsPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0..<0x20, 0x20, 0x7F, UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
            UInt8(ascii: "}"), UInt8(ascii: "#"), UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"),
            UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "%"),
            UInt8(ascii: "@"), UInt8(ascii: "`"):
            return false
        case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
            return !isBlankOrEnd(position + 1)
        default: return true
        }
    }

    /// Past blanks, comments and line ends.
    mutating func skipToToken() throws(YAMLFault) {
        if position == 0, count >= 3, base[0] == 0xEF, base[1] == 0xBB, base[2] == 0xBF {
            position = 3
            lineStart = 3
        }
        while position < count {
            let byte = base[position]
            if byte == 0x20 {
                position += 1
            } else if byte == 0x09, flowLevel > 0 || !isSimpleKeyAllowed {
                position += 1
            } else if byte == 0x09 {
                // A tab is only wrong where it indents something.
                var end = position
                while isBlank(at(end)) { end += 1 }
                guard end >= count || isBreak(at(end)) || at(end) == UInt8(ascii: "#") else {
                    throw fault("a tab cannot indent; use spaces")
                }
                position = end
            } else if byte == UInt8(ascii: "#") {
                let start = position
                while position < count, !isBreak(base[position]) { position += 1 }
                comments.append(start..<position)
            } else if isBreak(byte) {
                skipBreak()
                if flowLevel == 0 { isSimpleKeyAllowed = true }
            } else {
                return
            }
        }
    }

    // MARK: Simple keys and indents

    mutating func dropStaleKeys() {
        for index in simpleKeys.indices where simpleKeys[index].isPossible {
            let key = simpleKeys[index]
            if !key.isRequired, key.line < line || position - key.position > Self.longestSimpleKey {
                simpleKeys[index].isPossible = false
            }
        }
    }

    mutating func failStaleKeys() throws(YAMLFault) {
        // Only the innermost few can be open on one line; a deep flow keeps the others impossible.
        guard let last = simpleKeys.last, last.isPossible || flowLevel > 0 else { return }
        for index in simpleKeys.indices.reversed() where simpleKeys[index].isPossible {
            let key = simpleKeys[index]
            if key.line < line || position - key.position > Self.longestSimpleKey {
                if key.isRequired {
                    throw fault("could not find the ':' of this key", at: key.position)
                }
                simpleKeys[index].isPossible = false
            }
        }
    }

    mutating func saveSimpleKey() throws(YAMLFault) {
        guard isSimpleKeyAllowed else { return }
        try removeSimpleKey()
        simpleKeys[simpleKeys.count - 1] = SimpleKey(
            isPossible: true, isRequired: flowLevel == 0 && indent == column, token: tokens.count, position: position,
            line: line, column: column)
    }

    mutating func removeSimpleKey() throws(YAMLFault) {
        let last = simpleKeys.count - 1
        if simpleKeys[last].isPossible, simpleKeys[last].isRequired {
            throw fault("could not find the ':' of this key", at: simpleKeys[last].position)
        }
        simpleKeys[last].isPossible = false
    }

    mutating func roll(to column: Int, _ kind: YAMLToken.Kind, at token: Int, position: Int) {
        guard flowLevel == 0, indent < column else { return }
        indents.append(indent)
        indent = column
        let place = Int32(truncatingIfNeeded: position)
        tokens.insert(YAMLToken(kind: kind, start: place, end: place), at: token)
    }

    mutating func unroll(to column: Int) {
        guard flowLevel == 0 else { return }
        while indent > column {
            add(.blockEnd, position, position)
            indent = indents.popLast() ?? -1
        }
    }

    // MARK: Marks

    func isDocumentMark(_ byte: UInt8) -> Bool {
        at(position) == byte && at(position + 1) == byte && at(position + 2) == byte && isBlankOrEnd(position + 3)
    }

    mutating func scanDirective() throws(YAMLFault) {
        unroll(to: -1)
        try removeSimpleKey()
        isSimpleKeyAllowed = false
        let start = position
        while position < count, !isBreak(base[position]) { position += 1 }
        add(.directive, start, position)
    }

    mutating func scanDocumentMark(_ kind: YAMLToken.Kind) throws(YAMLFault) {
        guard flowLevel == 0 else { throw fault("a document ends inside of brackets that are still open") }
        unroll(to: -1)
        try removeSimpleKey()
        isSimpleKeyAllowed = false
        add(kind, position, position + 3)
        position += 3
    }

    mutating func openFlow(_ kind: YAMLToken.Kind) throws(YAMLFault) {
        try saveSimpleKey()
        guard flowLevel < limits.depth else {
            throw fault("nested deeper than \(limits.depth) levels")
        }
        flowLevel += 1
        simpleKeys.append(SimpleKey())
        isSimpleKeyAllowed = true
        add(kind, position, position + 1)
        position += 1
    }

    mutating func closeFlow(_ kind: YAMLToken.Kind) throws(YAMLFault) {
        try removeSimpleKey()
        guard flowLevel > 0 else { throw fault("a bracket closes that was never opened") }
        flowLevel -= 1
        simpleKeys.removeLast()
        isSimpleKeyAllowed = false
        add(kind, position, position + 1)
        position += 1
    }

    mutating func scanBlockEntry() throws(YAMLFault) {
        if flowLevel == 0 {
            guard isSimpleKeyAllowed else { throw fault("a list entry cannot stand here") }
            roll(to: column, .blockSequenceStart, at: tokens.count, position: position)
        }
        try removeSimpleKey()
        isSimpleKeyAllowed = true
        add(.blockEntry, position, position + 1)
        position += 1
    }

    mutating func scanKey() throws(YAMLFault) {
        if flowLevel == 0 {
            guard isSimpleKeyAllowed else { throw fault("a key cannot stand here") }
            roll(to: column, .blockMappingStart, at: tokens.count, position: position)
        }
        try removeSimpleKey()
        isSimpleKeyAllowed = flowLevel == 0
        add(.key, position, position + 1)
        position += 1
    }

    mutating func scanValue() throws(YAMLFault) {
        let key = simpleKeys[simpleKeys.count - 1]
        if key.isPossible {
            let place = Int32(truncatingIfNeeded: key.position)
            tokens.insert(YAMLToken(kind: .key, start: place, end: place), at: key.token)
            roll(to: key.column, .blockMappingStart, at: key.token, position: key.position)
            simpleKeys[simpleKeys.count - 1].isPossible = false
            isSimpleKeyAllowed = false
        } else {
            if flowLevel == 0 {
                guard isSimpleKeyAllowed else {
                    throw fault("a ':' cannot stand here; is a quote or an indent missing?")
                }
                roll(to: column, .blockMappingStart, at: tokens.count, position: position)
            }
            isSimpleKeyAllowed = flowLevel == 0
        }
        add(.value, position, position + 1)
        position += 1
    }

    mutating func scanName(_ kind: YAMLToken.Kind) throws(YAMLFault) {
        try saveSimpleKey()
        isSimpleKeyAllowed = false
        let start = position
        position += 1
        while !isBlankOrEnd(position) {
            let byte = base[position]
            if flowLevel > 0, isFlowMark(byte) { break }
            // `*name:` as a key is read as the peers read it: the colon belongs to no name.
            if byte == UInt8(ascii: ":"), isBlankOrEnd(position + 1) { break }
            position += 1
        }
        guard position > start + 1 else { throw fault("a name is missing after '&' or '*'", at: start) }
        add(kind, start, position)
    }

    mutating func scanTag() throws(YAMLFault) {
        try saveSimpleKey()
        isSimpleKeyAllowed = false
        let start = position
        position += 1
        if at(position) == UInt8(ascii: "<") {
            while position < count, base[position] != UInt8(ascii: ">"), !isBreak(base[position]) { position += 1 }
            if at(position) == UInt8(ascii: ">") { position += 1 }
        }
        while !isBlankOrEnd(position), !(flowLevel > 0 && isFlowMark(base[position])) { position += 1 }
        add(.tag, start, position)
    }

    @inline(__always)
    func isFlowMark(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "{")
            || byte == UInt8(ascii: "}")
    }

    // MARK: Scalars

    mutating func addScalar(_ start: Int, _ end: Int, _ style: YAMLStyle, text: [UInt8]?) throws(YAMLFault) {
        var token = YAMLToken(
            kind: .scalar, style: style, start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end))
        if let text {
            token.cooked = Int32(truncatingIfNeeded: texts.count)
            texts.append(String(decoding: text, as: UTF8.self))
        }
        tokens.append(token)
    }

    func isDocumentMarkHere() -> Bool {
        column == 0 && (isDocumentMark(UInt8(ascii: "-")) || isDocumentMark(UInt8(ascii: ".")))
    }
}
