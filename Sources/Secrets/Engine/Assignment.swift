/// A value given to a name, in the notations of programs, configuration files and markup:
/// `name = "v"`, `name: v`, `name := v`, `"name" => "v"`, `f("name", "v")`, `<name>v</name>`, `name: >-` and the value on
/// the next line, the name and value pairs of Kubernetes' `env` and of XML's attributes; and by another initialiser
/// `--name v` and a Dockerfile's `ENV name v`.
struct Assignment {
    /// Where the value starts, behind its opening quote.
    var valueStart: Int
    /// The opening quote, where there is one.
    var quote: UInt8?
    /// The first byte of the operator.
    var mark: UInt8
    /// Where the name ends.
    var nameEnd: Int
    var crossesLine: Bool

    private static let tailLimit = 40
    private static let nameTail = ByteSet.word.union(ByteSet("-. \t".utf8))
    private static let closing = ByteSet("'\"`])\\".utf8)
    private static let marks = ByteSet("=:,>|?+~".utf8)
    private static let opening = ByteSet("'\"`\\=> \t\r\n@".utf8)
    private static let openingLimit = 40

    /// Reads on from the end of a word of the name.
    init?(in text: UnsafeRawBufferPointer, after position: Int) {
        let count = text.count
        var at = position
        let tailEnd = min(count, at + Self.tailLimit)
        while at < tailEnd, Self.nameTail.contains(text[at]) { at += 1 }
        nameEnd = at
        var closers = 0
        while at < count, closers < 4, Self.closing.contains(text[at]) {
            at += 1
            closers += 1
        }
        while at < count, closers < 6, text[at] == 0x20 || text[at] == 0x09 {
            at += 1
            closers += 1
        }
        guard at < count else { return nil }
        if text[at] == 0x0A || text[at] == 0x0D || text[at] == UInt8(ascii: "\\") {
            guard let pair = Self.pairedValue(in: text, at) else { return nil }
            at = pair
        } else if text[at] | 0x20 == UInt8(ascii: "v"), closers > 1, let pair = Self.pairedValue(in: text, at) {
            at = pair
        } else if text[at] == UInt8(ascii: ","), let pair = Self.pairedValue(in: text, at + 1) {
            at = pair
        }
        guard at < count, Self.marks.contains(text[at]) else { return nil }
        mark = text[at]
        var marks = 0
        while at < count, marks < 4, Self.marks.contains(text[at]) {
            at += 1
            marks += 1
        }
        quote = nil
        crossesLine = false
        let openingEnd = min(count, at + Self.openingLimit)
        while at < openingEnd {
            if let block = Self.blockStart(in: text, at) {
                at = block
                continue
            }
            let byte = text[at]
            guard Self.opening.contains(byte) else { break }
            if byte == UInt8(ascii: "\\") {
                // `\"` opens a quote inside a string; `\n` ends one.
                guard at + 1 < count, text[at + 1] == 0x22 || text[at + 1] == 0x27 || text[at + 1] == 0x5C else {
                    break
                }
            }
            if byte == 0x22 || byte == 0x27 || byte == 0x60 { quote = byte }
            if byte == 0x0A { crossesLine = true }
            at += 1
        }
        guard at < count else { return nil }
        valueStart = at
    }

    /// A value that white space parts from its name: `--name v`, `ENV name v`.
    init?(spacedIn text: UnsafeRawBufferPointer, word: Range<Int>) {
        var low = word.lowerBound
        while low > 0, word.lowerBound - low < Self.tailLimit, Self.flagBytes.contains(text[low - 1]) { low -= 1 }
        var end = word.upperBound
        let tailEnd = min(text.count, end + Self.tailLimit)
        while end < tailEnd, Self.flagBytes.contains(text[end]) { end += 1 }
        guard end < text.count, text[end] == 0x20 || text[end] == 0x09 else { return nil }
        guard text.starts("--", at: low) || text.starts("ENV ", at: low - 4, ignoringCase: true) else { return nil }
        var at = end
        while at < text.count, at - end < 8, text[at] == 0x20 || text[at] == 0x09 { at += 1 }
        guard at < text.count else { return nil }
        quote = text[at] == 0x22 || text[at] == 0x27 ? text[at] : nil
        valueStart = quote == nil ? at : at + 1
        guard valueStart < text.count else { return nil }
        mark = UInt8(ascii: " ")
        nameEnd = end
        crossesLine = false
    }

    private static let flagBytes = ByteSet.word.union(ByteSet("-.".utf8))

    /// Behind `>-`, `|` and their like at the end of a line: the value stands on the next.
    private static func blockStart(in text: UnsafeRawBufferPointer, _ start: Int) -> Int? {
        guard text[start] == UInt8(ascii: "|") || text[start] == UInt8(ascii: ">") else { return nil }
        var at = start + 1
        if at < text.count, text[at] == UInt8(ascii: "-") || text[at] == UInt8(ascii: "+") { at += 1 }
        if at < text.count, text[at] == 0x0D { at += 1 }
        return at < text.count && text[at] == 0x0A ? at : nil
    }

    /// The `:` of `value:` where the next line, or the next member, holds the value of a name and value pair.
    private static func pairedValue(in text: UnsafeRawBufferPointer, _ start: Int) -> Int? {
        var at = start
        let end = min(text.count, start + 80)
        while at < end, ByteSet.space.contains(text[at]) || text[at] == 0x22 || text[at] == 0x5C { at += 1 }
        guard text.starts("value", at: at, ignoringCase: true) else { return nil }
        at += 5
        while at < end, text[at] == 0x22 || text[at] == 0x20 || text[at] == 0x5C { at += 1 }
        guard at < end, text[at] == UInt8(ascii: ":") || text[at] == UInt8(ascii: "=") else { return nil }
        return at
    }

    /// Bytes that may follow an unquoted value.
    static let terminators = ByteSet(" \t\r\n'\"`;<\\,&}]#|".utf8)

    /// Whether a value may end before `position`.
    static func ends(in text: UnsafeRawBufferPointer, at position: Int) -> Bool {
        position >= text.count || terminators.contains(text[position])
    }
}

extension UnsafeRawBufferPointer {
    /// Whether `word` (ASCII) stands at `position`.
    @inline(__always)
    func starts(_ word: StaticString, at position: Int, ignoringCase: Bool = false) -> Bool {
        let length = word.utf8CodeUnitCount
        guard position >= 0, position + length <= count else { return false }
        let letters = word.utf8Start
        for index in 0..<length {
            let byte = self[position + index]
            if byte == letters[index] { continue }
            guard ignoringCase, byte | 0x20 == letters[index] | 0x20, ByteSet.letters.contains(byte) else {
                return false
            }
        }
        return true
    }

    /// Whether `word` (ASCII) stands anywhere.
    func holds(_ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard length > 0, count >= length else { return false }
        let first = word.utf8Start[0]
        for at in 0...(count - length) where self[at] == first && starts(word, at: at) { return true }
        return false
    }

    /// The part, clamped to what is there.
    func slice(_ range: Range<Int>) -> UnsafeRawBufferPointer {
        let part = range.clamped(to: 0..<count)
        return UnsafeRawBufferPointer(rebasing: self[part])
    }

    func text(_ range: Range<Int>) -> String { String(decoding: slice(range), as: UTF8.self) }
}
