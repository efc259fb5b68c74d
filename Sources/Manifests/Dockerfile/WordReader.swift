/// Splits the text of an instruction into words: at blanks that are neither quoted nor escaped.
struct WordReader {
    let text: LogicalText
    let escape: UInt8
    var index: Int

    init(_ text: LogicalText, escape: UInt8, from index: Int = 0) {
        self.text = text
        self.escape = escape
        self.index = index
    }

    mutating func skipBlanks() {
        while index < text.bytes.count, isBlank(text.bytes[index]) { index += 1 }
    }

    /// The range of the next word in the text, its quotes included.
    mutating func nextRange() -> Range<Int>? {
        skipBlanks()
        let bytes = text.bytes
        guard index < bytes.count else { return nil }
        let start = index
        var quote: UInt8?
        while index < bytes.count {
            let byte = bytes[index]
            if byte == escape, quote != UInt8(ascii: "'"), index + 1 < bytes.count {
                let next = bytes[index + 1]
                // `C:\Program` keeps its backslash; only what would else end or quote is escaped.
                if isBlank(next) || next == UInt8(ascii: "\"") || next == UInt8(ascii: "'") || next == escape {
                    index += 2
                    continue
                }
            }
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if isBlank(byte) {
                break
            }
            index += 1
        }
        return start..<index
    }

    mutating func next() -> Word? {
        guard let range = nextRange() else { return nil }
        return word(range)
    }

    mutating func rest() -> [Word] {
        var words: [Word] = []
        while let word = next() { words.append(word) }
        return words
    }

    func word(_ range: Range<Int>) -> Word {
        let raw = text.bytes[range]
        var value: [UInt8] = []
        value.reserveCapacity(raw.count)
        var quote: UInt8?
        var position = raw.startIndex
        while position < raw.endIndex {
            let byte = raw[position]
            if byte == escape, quote != UInt8(ascii: "'"), position + 1 < raw.endIndex {
                let next = raw[position + 1]
                if isBlank(next) || next == UInt8(ascii: "\"") || next == UInt8(ascii: "'") || next == escape {
                    value.append(next)
                    position += 2
                    continue
                }
            }
            if let open = quote {
                if byte == open { quote = nil } else { value.append(byte) }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else {
                value.append(byte)
            }
            position += 1
        }
        var around: UInt8?
        if raw.count >= 2, let first = raw.first, first == raw.last,
            first == UInt8(ascii: "\"") || first == UInt8(ascii: "'")
        {
            around = first
        }
        return Word(
            raw: String(decoding: raw, as: UTF8.self), value: String(decoding: value, as: UTF8.self),
            range: text.source(range), quote: around)
    }
}
