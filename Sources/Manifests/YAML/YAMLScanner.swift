/// Cuts a YAML text into tokens.
///
/// Invariant: `base` holds `count` readable bytes for as long as the scanner lives; every read goes through `at`, which
/// gives 0 past the end. Source: YAML 1.2.2, chapters 5 to 9; the notion of simple keys and of the stack of indents is
/// that of YAML 1.1, section 7.4 and the usual reference readers.
struct YAMLScanner {
    private let base: UnsafePointer<UInt8>
    let count: Int
    var position: Int
    private var lineStart: Int
    private var line = 0
    private(set) var tokens: [YAMLToken] = []
    private(set) var texts: [String] = []
    private(set) var comments: [Range<Int>] = []
    private var indent = -1
    private var indents: [Int] = []
    private var flowLevel = 0
    private var isSimpleKeyAllowed = true
    private var simpleKeys: [SimpleKey] = [SimpleKey()]
    private let limits: YAMLLimits
    private(set) var isAtEnd = false

    /// A place that may turn out to be a key once a colon follows on the same line.
    private struct SimpleKey {
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
    private func at(_ index: Int) -> UInt8 { index < count ? base[index] : 0 }

    @inline(__always)
    private func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    @inline(__always)
    private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    @inline(__always)
    private func isBlankOrEnd(_ index: Int) -> Bool {
        index >= count || base[index] == 0x20 || base[index] == 0x09 || isBreak(base[index])
    }

    private var column: Int { position - lineStart }

    /// Past a line break at the position (LF, CR LF or CR).
    @inline(__always)
    private mutating func skipBreak() {
        if at(position) == 0x0D, at(position + 1) == 0x0A { position += 1 }
        position += 1
        lineStart = position
        line += 1
    }

    private func fault(_ message: String, at offset: Int? = nil) -> YAMLFault {
        YAMLFault(offset: min(offset ?? position, count), message: message)
    }

    private mutating func add(_ kind: YAMLToken.Kind, _ start: Int, _ end: Int) {
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

    private mutating func scanNext() throws(YAMLFault) {
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

    private func startsPlain(_ byte: UInt8) -> Bool {
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
    private mutating func skipToToken() throws(YAMLFault) {
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

    private mutating func dropStaleKeys() {
        for index in simpleKeys.indices where simpleKeys[index].isPossible {
            let key = simpleKeys[index]
            if !key.isRequired, key.line < line || position - key.position > Self.longestSimpleKey {
                simpleKeys[index].isPossible = false
            }
        }
    }

    private mutating func failStaleKeys() throws(YAMLFault) {
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

    private mutating func saveSimpleKey() throws(YAMLFault) {
        guard isSimpleKeyAllowed else { return }
        try removeSimpleKey()
        simpleKeys[simpleKeys.count - 1] = SimpleKey(
            isPossible: true, isRequired: flowLevel == 0 && indent == column, token: tokens.count, position: position,
            line: line, column: column)
    }

    private mutating func removeSimpleKey() throws(YAMLFault) {
        let last = simpleKeys.count - 1
        if simpleKeys[last].isPossible, simpleKeys[last].isRequired {
            throw fault("could not find the ':' of this key", at: simpleKeys[last].position)
        }
        simpleKeys[last].isPossible = false
    }

    private mutating func roll(to column: Int, _ kind: YAMLToken.Kind, at token: Int, position: Int) {
        guard flowLevel == 0, indent < column else { return }
        indents.append(indent)
        indent = column
        let place = Int32(truncatingIfNeeded: position)
        tokens.insert(YAMLToken(kind: kind, start: place, end: place), at: token)
    }

    private mutating func unroll(to column: Int) {
        guard flowLevel == 0 else { return }
        while indent > column {
            add(.blockEnd, position, position)
            indent = indents.popLast() ?? -1
        }
    }

    // MARK: Marks

    private func isDocumentMark(_ byte: UInt8) -> Bool {
        at(position) == byte && at(position + 1) == byte && at(position + 2) == byte && isBlankOrEnd(position + 3)
    }

    private mutating func scanDirective() throws(YAMLFault) {
        unroll(to: -1)
        try removeSimpleKey()
        isSimpleKeyAllowed = false
        let start = position
        while position < count, !isBreak(base[position]) { position += 1 }
        add(.directive, start, position)
    }

    private mutating func scanDocumentMark(_ kind: YAMLToken.Kind) throws(YAMLFault) {
        guard flowLevel == 0 else { throw fault("a document ends inside of brackets that are still open") }
        unroll(to: -1)
        try removeSimpleKey()
        isSimpleKeyAllowed = false
        add(kind, position, position + 3)
        position += 3
    }

    private mutating func openFlow(_ kind: YAMLToken.Kind) throws(YAMLFault) {
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

    private mutating func closeFlow(_ kind: YAMLToken.Kind) throws(YAMLFault) {
        try removeSimpleKey()
        guard flowLevel > 0 else { throw fault("a bracket closes that was never opened") }
        flowLevel -= 1
        simpleKeys.removeLast()
        isSimpleKeyAllowed = false
        add(kind, position, position + 1)
        position += 1
    }

    private mutating func scanBlockEntry() throws(YAMLFault) {
        if flowLevel == 0 {
            guard isSimpleKeyAllowed else { throw fault("a list entry cannot stand here") }
            roll(to: column, .blockSequenceStart, at: tokens.count, position: position)
        }
        try removeSimpleKey()
        isSimpleKeyAllowed = true
        add(.blockEntry, position, position + 1)
        position += 1
    }

    private mutating func scanKey() throws(YAMLFault) {
        if flowLevel == 0 {
            guard isSimpleKeyAllowed else { throw fault("a key cannot stand here") }
            roll(to: column, .blockMappingStart, at: tokens.count, position: position)
        }
        try removeSimpleKey()
        isSimpleKeyAllowed = flowLevel == 0
        add(.key, position, position + 1)
        position += 1
    }

    private mutating func scanValue() throws(YAMLFault) {
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

    private mutating func scanName(_ kind: YAMLToken.Kind) throws(YAMLFault) {
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

    private mutating func scanTag() throws(YAMLFault) {
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
    private func isFlowMark(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "{")
            || byte == UInt8(ascii: "}")
    }

    // MARK: Scalars

    private mutating func addScalar(_ start: Int, _ end: Int, _ style: YAMLStyle, text: [UInt8]?) throws(YAMLFault) {
        var token = YAMLToken(
            kind: .scalar, style: style, start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end))
        if let text {
            token.cooked = Int32(truncatingIfNeeded: texts.count)
            texts.append(String(decoding: text, as: UTF8.self))
        }
        tokens.append(token)
    }

    private func isDocumentMarkHere() -> Bool {
        column == 0 && (isDocumentMark(UInt8(ascii: "-")) || isDocumentMark(UInt8(ascii: ".")))
    }

    private mutating func scanPlain() throws(YAMLFault) {
        try saveSimpleKey()
        isSimpleKeyAllowed = false
        let start = position
        let least = indent + 1
        var end = position
        var text: [UInt8]?
        var didBreak = false
        while true {
            let segment = position
            while position < count {
                let byte = base[position]
                if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { break }
                if byte == UInt8(ascii: ":") {
                    if isBlankOrEnd(position + 1) || flowLevel > 0 && isFlowMark(at(position + 1)) { break }
                } else if flowLevel > 0, isFlowMark(byte) {
                    break
                }
                if byte < 0x20 || byte == 0x7F { throw fault("control characters are not allowed") }
                position += 1
            }
            if position > segment {
                if text != nil {
                    text?.append(contentsOf: UnsafeBufferPointer(start: base + segment, count: position - segment))
                }
                end = position
                didBreak = false
            } else {
                break
            }
            guard position < count, isBlank(base[position]) || isBreak(base[position]) else { break }
            // Blanks between words stay, line ends fold.
            let gap = position
            while position < count, isBlank(base[position]) { position += 1 }
            if position < count, isBreak(base[position]) {
                var breaks = 0
                while position < count, isBreak(base[position]) || isBlank(base[position]) {
                    if isBreak(base[position]) {
                        skipBreak()
                        breaks += 1
                    } else {
                        if base[position] == 0x09, column < least, flowLevel == 0 {
                            var probe = position
                            while isBlank(at(probe)) { probe += 1 }
                            guard probe >= count || isBreak(at(probe)) else {
                                throw fault("a tab cannot indent; use spaces")
                            }
                        }
                        position += 1
                    }
                }
                didBreak = true
                if position >= count || at(position) == UInt8(ascii: "#") || isDocumentMarkHere() { break }
                if flowLevel == 0, column < least { break }
                if flowLevel > 0, isFlowMark(base[position]) { break }
                if base[position] == UInt8(ascii: ":"), isBlankOrEnd(position + 1) { break }
                if text == nil { text = Array(UnsafeBufferPointer(start: base + start, count: end - start)) }
                if breaks == 1 {
                    text?.append(0x20)
                } else {
                    for _ in 1..<breaks { text?.append(0x0A) }
                }
            } else {
                if position >= count || base[position] == UInt8(ascii: "#") { break }
                if text != nil {
                    text?.append(contentsOf: UnsafeBufferPointer(start: base + gap, count: position - gap))
                }
            }
        }
        // Blanks in front of what ended it belong to nothing, but text may hold them already.
        if text != nil, let last = text?.last, last == 0x20 {
            while let last = text?.last, isBlank(last) { text?.removeLast() }
        }
        if didBreak { isSimpleKeyAllowed = true }
        try addScalar(start, end, .plain, text: text)
    }

    private mutating func scanSingleQuoted() throws(YAMLFault) {
        try saveSimpleKey()
        isSimpleKeyAllowed = false
        let start = position
        position += 1
        var text: [UInt8]?
        var segment = position
        while true {
            guard position < count else { throw fault("the quote that opens here is never closed", at: start) }
            let byte = base[position]
            if byte == UInt8(ascii: "'") {
                if at(position + 1) == UInt8(ascii: "'") {
                    appendSegment(&text, segment, position + 1)
                    position += 2
                    segment = position
                    continue
                }
                break
            }
            if isBreak(byte) {
                try foldQuoted(&text, segment, start, keeping: nil)
                segment = position
                continue
            }
            position += 1
        }
        if text != nil { appendSegment(&text, segment, position) }
        position += 1
        try addScalar(start, position, .singleQuoted, text: text)
    }

    private func appendSegment(_ text: inout [UInt8]?, _ start: Int, _ end: Int) {
        if text == nil { text = [] }
        if end > start { text?.append(contentsOf: UnsafeBufferPointer(start: base + start, count: end - start)) }
    }

    /// Folds a line end inside of quotes; the position is at the break.
    private mutating func foldQuoted(
        _ text: inout [UInt8]?, _ segment: Int, _ opening: Int, keeping escapedEnd: Int?
    ) throws(YAMLFault) {
        var end = position
        let floor = max(segment, escapedEnd ?? 0)
        while end > floor, isBlank(base[end - 1]) { end -= 1 }
        appendSegment(&text, segment, end)
        var breaks = 0
        while position < count, isBreak(base[position]) || isBlank(base[position]) {
            if isBreak(base[position]) {
                skipBreak()
                breaks += 1
                if isDocumentMarkHere() { throw fault("the quote that opens here is never closed", at: opening) }
            } else {
                position += 1
            }
        }
        if breaks == 1 {
            text?.append(0x20)
        } else {
            for _ in 1..<max(breaks, 1) { text?.append(0x0A) }
        }
    }

    private mutating func scanDoubleQuoted() throws(YAMLFault) {
        try saveSimpleKey()
        isSimpleKeyAllowed = false
        let start = position
        position += 1
        var text: [UInt8]?
        var segment = position
        while true {
            guard position < count else { throw fault("the quote that opens here is never closed", at: start) }
            let byte = base[position]
            if byte == UInt8(ascii: "\"") { break }
            if byte == UInt8(ascii: "\\") {
                appendSegment(&text, segment, position)
                try unescape(&text, start)
                segment = position
                continue
            }
            if isBreak(byte) {
                try foldQuoted(&text, segment, start, keeping: nil)
                segment = position
                continue
            }
            position += 1
        }
        if text != nil { appendSegment(&text, segment, position) }
        position += 1
        try addScalar(start, position, .doubleQuoted, text: text)
    }

    /// YAML 1.2.2, section 5.7.
    private mutating func unescape(_ text: inout [UInt8]?, _ opening: Int) throws(YAMLFault) {
        let mark = position
        position += 1
        guard position < count else { throw fault("the quote that opens here is never closed", at: opening) }
        let byte = base[position]
        if isBreak(byte) {
            skipBreak()
            while position < count, isBlank(base[position]) { position += 1 }
            return
        }
        position += 1
        var digits = 0
        switch byte {
        case UInt8(ascii: "0"): text?.append(0)
        case UInt8(ascii: "a"): text?.append(7)
        case UInt8(ascii: "b"): text?.append(8)
        case UInt8(ascii: "t"), 0x09: text?.append(9)
        case UInt8(ascii: "n"): text?.append(10)
        case UInt8(ascii: "v"): text?.append(11)
        case UInt8(ascii: "f"): text?.append(12)
        case UInt8(ascii: "r"): text?.append(13)
        case UInt8(ascii: "e"): text?.append(27)
        case UInt8(ascii: " "), UInt8(ascii: "\""), UInt8(ascii: "/"), UInt8(ascii: "\\"): text?.append(byte)
        case UInt8(ascii: "N"): text?.append(contentsOf: [0xC2, 0x85])
        case UInt8(ascii: "_"): text?.append(contentsOf: [0xC2, 0xA0])
        case UInt8(ascii: "L"): text?.append(contentsOf: [0xE2, 0x80, 0xA8])
        case UInt8(ascii: "P"): text?.append(contentsOf: [0xE2, 0x80, 0xA9])
        case UInt8(ascii: "x"): digits = 2
        case UInt8(ascii: "u"): digits = 4
        case UInt8(ascii: "U"): digits = 8
        default: throw fault("unknown escape '\\' in double quotes; write '\\\\' or use single quotes", at: mark)
        }
        guard digits > 0 else { return }
        var value = hexadecimal(digits)
        position += digits
        // JSON writes what lies past the first plane as a pair of surrogates.
        if let high = value, (0xD800..<0xDC00).contains(high), at(position) == UInt8(ascii: "\\"),
            at(position + 1) == UInt8(ascii: "u")
        {
            position += 2
            if let low = hexadecimal(4), (0xDC00..<0xE000).contains(low) {
                value = 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
                position += 4
            } else {
                position -= 2
                value = 0xFFFD
            }
        }
        guard let value else { throw fault("\(digits) hexadecimal digits must follow here", at: mark) }
        let scalar = UnicodeScalar(value) ?? "\u{FFFD}"
        text?.append(contentsOf: Array(String(scalar).utf8))
    }

    private func hexadecimal(_ digits: Int) -> UInt32? {
        var value: UInt32 = 0
        for index in position..<position + digits {
            let byte = at(index)
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: return nil
            }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    /// YAML 1.2.2, section 8.1.
    private mutating func scanBlockScalar(_ style: YAMLStyle) throws(YAMLFault) {
        try removeSimpleKey()
        isSimpleKeyAllowed = true
        let start = position
        position += 1
        var chomping: UInt8 = 0
        var increment = 0
        for _ in 0..<2 {
            let byte = at(position)
            if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") {
                chomping = byte
                position += 1
            } else if byte >= UInt8(ascii: "1"), byte <= UInt8(ascii: "9") {
                increment = Int(byte - UInt8(ascii: "0"))
                position += 1
            }
        }
        while isBlank(at(position)) { position += 1 }
        if at(position) == UInt8(ascii: "#") {
            let comment = position
            while position < count, !isBreak(base[position]) { position += 1 }
            comments.append(comment..<position)
        }
        var end = position
        guard position >= count || isBreak(base[position]) else {
            throw fault("only an indentation or chomping mark may follow '|' or '>'")
        }
        if position < count { skipBreak() }

        var text: [UInt8] = []
        var least = increment > 0 ? (indent >= 0 ? indent : 0) + increment : 0
        var breaks = 0
        if least == 0 {
            // The first line that holds something tells the indentation.
            var widest = 0
            while position < count {
                while at(position) == 0x20 { position += 1 }
                widest = max(widest, column)
                guard position < count, isBreak(base[position]) else { break }
                skipBreak()
                breaks += 1
            }
            least = max(position < count ? column : widest, indent + 1, 1)
            if position < count, column < least {
                // Nothing is in it: the line belongs to what follows.
                position = lineStart
            }
        } else {
            (breaks, position) = blankLines(least)
        }
        while at(position) == 0x20, column < least { position += 1 }

        var isFirst = true
        var wasMoreIndented = false
        while position < count, column == least, !isDocumentMarkHere() {
            let isMoreIndented = isBlank(base[position])
            if isFirst {
                for _ in 0..<breaks { text.append(0x0A) }
                isFirst = false
            } else if style == .folded, !wasMoreIndented, !isMoreIndented {
                if breaks == 1 {
                    text.append(0x20)
                } else {
                    for _ in 1..<max(breaks, 1) { text.append(0x0A) }
                }
            } else {
                for _ in 0..<breaks { text.append(0x0A) }
            }
            wasMoreIndented = isMoreIndented
            let segment = position
            while position < count, !isBreak(base[position]) { position += 1 }
            text.append(contentsOf: UnsafeBufferPointer(start: base + segment, count: position - segment))
            end = position
            breaks = 0
            guard position < count else { break }
            skipBreak()
            let (more, next) = blankLines(least)
            breaks = 1 + more
            position = next
            while at(position) == 0x20, column < least { position += 1 }
        }
        if column > 0, column < least { position = lineStart }
        if chomping == UInt8(ascii: "+") {
            for _ in 0..<breaks { text.append(0x0A) }
        } else if chomping == 0, !isFirst, breaks > 0 {
            text.append(0x0A)
        }
        try addScalar(start, end, style, text: text)
    }

    /// Passes over lines that hold blanks only, up to `least` of them being indentation.
    private mutating func blankLines(_ least: Int) -> (Int, Int) {
        var found = 0
        while position < count {
            let start = position
            while at(position) == 0x20, column < least { position += 1 }
            if position < count, isBreak(base[position]) {
                skipBreak()
                found += 1
            } else {
                position = start
                break
            }
        }
        return (found, position)
    }
}
