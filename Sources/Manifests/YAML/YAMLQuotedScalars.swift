/// Scalars in quotes. Source: YAML 1.2.2, sections 7.3.1 and 7.3.2.
extension YAMLScanner {
    mutating func scanSingleQuoted() throws(YAMLFault) {
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

    mutating func scanDoubleQuoted() throws(YAMLFault) {
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
}
