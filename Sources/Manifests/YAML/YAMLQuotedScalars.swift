/// Scalars in quotes. Source: YAML 1.2.2, sections 7.3.1 and 7.3.2.
extension YAMLScanner {
    mutating func scanSingleQuoted() throws(YAMLFault) { try scanQuoted(UInt8(ascii: "'"), .singleQuoted) }
    mutating func scanDoubleQuoted() throws(YAMLFault) { try scanQuoted(UInt8(ascii: "\""), .doubleQuoted) }

    /// The text is nil as long as it stands in the source as it is.
    private mutating func scanQuoted(_ quote: UInt8, _ style: YAMLStyle) throws(YAMLFault) {
        try saveSimpleKey()
        isSimpleKeyAllowed = false
        let start = position
        position += 1
        var text: [UInt8]?
        var segment = position
        while true {
            guard position < count else { throw fault("the quote that opens here is never closed", at: start) }
            let byte = base[position]
            if isBreak(byte) {
                try foldLines(&text, segment, start)
            } else if byte == UInt8(ascii: "\\"), style == .doubleQuoted {
                appendSegment(&text, segment, position)
                try unescape(&text, start)
            } else if byte == quote {
                guard style == .singleQuoted, at(position + 1) == quote else { break }
                // Two quotes stand for one.
                appendSegment(&text, segment, position + 1)
                position += 2
            } else {
                position += 1
                continue
            }
            segment = position
        }
        if text != nil { appendSegment(&text, segment, position) }
        position += 1
        try addScalar(start, position, style, text: text)
    }

    private func appendSegment(_ text: inout [UInt8]?, _ start: Int, _ end: Int) {
        if text == nil { text = [] }
        if end > start { text?.append(contentsOf: UnsafeBufferPointer(start: base + start, count: end - start)) }
    }

    /// Folds a line end inside of quotes, and the empty lines behind it; the position is at the break. Blanks before it are
    /// no content, unless they are escaped: then the segment begins behind them.
    private mutating func foldLines(_ text: inout [UInt8]?, _ segment: Int, _ opening: Int) throws(YAMLFault) {
        var end = position
        while end > segment, isBlank(base[end - 1]) { end -= 1 }
        appendSegment(&text, segment, end)
        if try skipLines(opening, &text) == 0 { text?.append(0x20) }
    }

    /// Skips a break and the empty lines and blanks behind it. Each empty line stands for itself; gives their number.
    private mutating func skipLines(_ opening: Int, _ text: inout [UInt8]?) throws(YAMLFault) -> Int {
        var breaks = 0
        while position < count, isBreak(base[position]) || isBlank(base[position]) {
            guard isBreak(base[position]) else {
                position += 1
                continue
            }
            skipBreak()
            breaks += 1
            if breaks > 1 { text?.append(0x0A) }
            if isDocumentMarkHere() { throw fault("the quote that opens here is never closed", at: opening) }
        }
        return breaks - 1
    }

    /// YAML 1.2.2, section 5.7.
    private mutating func unescape(_ text: inout [UInt8]?, _ opening: Int) throws(YAMLFault) {
        let mark = position
        position += 1
        guard position < count else { throw fault("the quote that opens here is never closed", at: opening) }
        let byte = base[position]
        if isBreak(byte) {
            // An escaped line end joins the lines without a space.
            _ = try skipLines(opening, &text)
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
}
