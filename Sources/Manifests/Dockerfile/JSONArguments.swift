/// Reads `["a", "b"]`, the exec form of an instruction's arguments.
///
/// Source: RFC 8259; BuildKit takes an array of strings only, else the text is the shell form.
enum JSONArguments {
    /// nil where the text is not an array of strings from end to end.
    static func read(_ text: LogicalText, from start: Int) -> [Word]? {
        let bytes = text.bytes
        var index = start
        func skip() { while index < bytes.count, isBlank(bytes[index]) || bytes[index] == 0x0A { index += 1 } }

        skip()
        guard index < bytes.count, bytes[index] == UInt8(ascii: "[") else { return nil }
        index += 1
        skip()
        var words: [Word] = []
        if index < bytes.count, bytes[index] == UInt8(ascii: "]") {
            index += 1
        } else {
            while true {
                skip()
                guard let word = string(text, &index) else { return nil }
                words.append(word)
                skip()
                guard index < bytes.count else { return nil }
                if bytes[index] == UInt8(ascii: ",") {
                    index += 1
                } else if bytes[index] == UInt8(ascii: "]") {
                    index += 1
                    break
                } else {
                    return nil
                }
            }
        }
        skip()
        return index == bytes.count ? words : nil
    }

    private static func string(_ text: LogicalText, _ index: inout Int) -> Word? {
        let bytes = text.bytes
        guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return nil }
        let start = index
        index += 1
        var value: [UInt8] = []
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\""):
                let range = start..<index
                return Word(
                    raw: text.string(range), value: String(decoding: value, as: UTF8.self), range: text.source(range),
                    quote: byte)
            case UInt8(ascii: "\\"):
                guard index < bytes.count else { return nil }
                let escaped = bytes[index]
                index += 1
                switch escaped {
                case UInt8(ascii: "n"): value.append(0x0A)
                case UInt8(ascii: "t"): value.append(0x09)
                case UInt8(ascii: "r"): value.append(0x0D)
                case UInt8(ascii: "b"): value.append(0x08)
                case UInt8(ascii: "f"): value.append(0x0C)
                case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): value.append(escaped)
                case UInt8(ascii: "u"):
                    guard index + 4 <= bytes.count,
                        let number = UInt32(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16)
                    else { return nil }
                    index += 4
                    let scalar = Unicode.Scalar(number) ?? "\u{FFFD}"
                    value.append(contentsOf: String(Character(scalar)).utf8)
                default: return nil
                }
            case 0..<0x20: return nil
            default: value.append(byte)
            }
        }
        return nil
    }
}
