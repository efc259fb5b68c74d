/// One Unicode scalar at `offset`; absent where the bytes are no UTF-8 (then of width 1).
func decodeScalar(
    _ bytes: UnsafePointer<UInt8>, at offset: Int, limit: Int
) -> (scalar: Unicode.Scalar?, width: Int) {
    let first = bytes[offset]
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let width: Int
    var value: UInt32
    let smallest: UInt32
    switch first {
    case 0xC2...0xDF: (width, value, smallest) = (2, UInt32(first & 0x1F), 0x80)
    case 0xE0...0xEF: (width, value, smallest) = (3, UInt32(first & 0x0F), 0x800)
    case 0xF0...0xF4: (width, value, smallest) = (4, UInt32(first & 0x07), 0x1_0000)
    default: return (nil, 1)
    }
    guard offset + width <= limit else { return (nil, 1) }
    for index in 1..<width {
        let byte = bytes[offset + index]
        guard byte & 0xC0 == 0x80 else { return (nil, 1) }
        value = value << 6 | UInt32(byte & 0x3F)
    }
    guard value >= smallest, let scalar = Unicode.Scalar(value) else { return (nil, 1) }
    return (scalar, width)
}

/// Go's letters: Unicode categories Lu, Ll, Lt, Lm, Lo, and `_` (Go specification, "Characters").
func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: scalar == "_"
    }
}

func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.generalCategory == .decimalNumber }

/// Finds what no Go file may hold anywhere: NUL, bytes that are no UTF-8, a byte order mark after the first character.
struct EncodingCheck {
    /// More mistakes than this are not listed: the file is no text.
    static let maximumErrors = 20

    static func errors(in bytes: UnsafePointer<UInt8>, count: Int) -> [SyntaxError] {
        var errors: [SyntaxError] = []
        var here = 0
        let raw = UnsafeRawPointer(bytes)
        while here < count, errors.count < maximumErrors {
            if here + 8 <= count {
                let word = raw.loadUnaligned(fromByteOffset: here, as: UInt64.self)
                // No byte is zero, and none has its high bit set.
                if word & 0x8080_8080_8080_8080 == 0, (word &- 0x0101_0101_0101_0101) & 0x8080_8080_8080_8080 == 0 {
                    here += 8
                    continue
                }
            }
            let byte = bytes[here]
            if byte == 0 {
                errors.append(SyntaxError(offset: UInt32(here), message: "illegal character NUL"))
                here += 1
            } else if byte < 0x80 {
                here += 1
            } else {
                let (scalar, width) = decodeScalar(bytes, at: here, limit: count)
                if scalar == nil {
                    errors.append(SyntaxError(offset: UInt32(here), message: "illegal UTF-8 encoding"))
                } else if scalar == "\u{FEFF}", here > 0 {
                    errors.append(SyntaxError(offset: UInt32(here), message: "illegal byte order mark"))
                }
                here += width
            }
        }
        return errors
    }
}
