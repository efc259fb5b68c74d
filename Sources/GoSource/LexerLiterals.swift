#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

extension Lexer {
    // MARK: Numbers

    mutating func scanNumber(_ from: Int) {
        // Most numbers are a few decimal digits.
        var here = from
        while base[here] &- 0x30 < 10 { here += 1 }
        let after = base[here]
        if here > from, !(base[from] == 0x30 && here > from + 1), !Self.isNamePart(after),
            after != UInt8(ascii: "."), after < 0x80
        {
            return finishLiteral(.int, here)
        }
        scanAnyNumber(from)
    }

    private mutating func scanAnyNumber(_ from: Int) {
        var here = from
        var kind = Token.int
        var base10 = 10
        var prefix: UInt8 = 0
        var digits = Digits()
        if base[here] != UInt8(ascii: ".") {
            if base[here] == 0x30 {
                here += 1
                switch base[here] | 0x20 {
                case UInt8(ascii: "x"): (base10, prefix) = (16, UInt8(ascii: "x"))
                case UInt8(ascii: "o"): (base10, prefix) = (8, UInt8(ascii: "o"))
                case UInt8(ascii: "b"): (base10, prefix) = (2, UInt8(ascii: "b"))
                default:
                    (base10, prefix) = (8, 0x30)
                    digits.any = true
                }
                if prefix != 0x30 { here += 1 }
            }
            skipDigits(base10, &here, &digits)
        }
        if base[here] == UInt8(ascii: ".") {
            kind = .float
            if prefix == UInt8(ascii: "o") || prefix == UInt8(ascii: "b") {
                report("invalid radix point in number", at: here)
            }
            here += 1
            skipDigits(base10, &here, &digits)
        }
        if !digits.any { report("number has no digits", at: from) }
        let exponent = base[here] | 0x20
        if exponent == UInt8(ascii: "e") || exponent == UInt8(ascii: "p") {
            if exponent == UInt8(ascii: "e"), prefix != 0, prefix != 0x30 {
                report("'e' exponent requires decimal mantissa", at: here)
            } else if exponent == UInt8(ascii: "p"), prefix != UInt8(ascii: "x") {
                report("'p' exponent requires hexadecimal mantissa", at: here)
            }
            here += 1
            kind = .float
            if base[here] == UInt8(ascii: "+") || base[here] == UInt8(ascii: "-") { here += 1 }
            var exponentDigits = Digits()
            skipDigits(10, &here, &exponentDigits)
            digits.separators = digits.separators || exponentDigits.separators
            if !exponentDigits.any { report("exponent has no digits", at: from) }
        } else if prefix == UInt8(ascii: "x"), kind == .float {
            report("hexadecimal mantissa requires a 'p' exponent", at: from)
        }
        if base[here] == UInt8(ascii: "i") {
            kind = .imaginary
            here += 1
        }
        if kind == .int, let invalid = digits.invalid { report("invalid digit in number", at: invalid) }
        if digits.separators, !separatesDigits(from..<here) {
            report("'_' must separate successive digits", at: from)
        }
        finishLiteral(kind, here)
    }

    private struct Digits {
        var any = false
        var separators = false
        var invalid: Int?
    }

    private func skipDigits(_ radix: Int, _ here: inout Int, _ digits: inout Digits) {
        while true {
            let byte = base[here]
            if byte &- 0x30 < 10 {
                if radix < 10, Int(byte) - 0x30 >= radix, digits.invalid == nil { digits.invalid = here }
                digits.any = true
            } else if radix == 16, (byte | 0x20) &- UInt8(ascii: "a") < 6 {
                digits.any = true
            } else if byte == UInt8(ascii: "_") {
                digits.separators = true
            } else {
                return
            }
            here += 1
        }
    }

    /// `_` stands between digits, or between the base prefix and a digit.
    private func separatesDigits(_ range: Range<Int>) -> Bool {
        var previous: UInt8 = UInt8(ascii: ".")
        var here = range.lowerBound
        var isHexadecimal = false
        if base[here] == 0x30, range.count >= 2, base[here + 1] | 0x20 > UInt8(ascii: "9") {
            let letter = base[here + 1] | 0x20
            if letter == UInt8(ascii: "x") || letter == UInt8(ascii: "o") || letter == UInt8(ascii: "b") {
                isHexadecimal = letter == UInt8(ascii: "x")
                previous = 0x30
                here += 2
            }
        }
        while here < range.upperBound {
            var byte = base[here]
            if byte == UInt8(ascii: "_") {
                guard previous == 0x30 else { return false }
            } else if byte &- 0x30 < 10 || (isHexadecimal && (byte | 0x20) &- UInt8(ascii: "a") < 6) {
                byte = 0x30
            } else {
                if previous == UInt8(ascii: "_") { return false }
                byte = UInt8(ascii: ".")
            }
            previous = byte
            here += 1
        }
        return previous != UInt8(ascii: "_")
    }

    // MARK: Strings and runes

    mutating func scanString(_ from: Int) {
        var here = from + 1
        while here < limit {
            let byte = base[here]
            if byte == UInt8(ascii: "\"") { return finishLiteral(.string, here + 1) }
            if byte == UInt8(ascii: "\\") {
                scanEscape(&here, quote: UInt8(ascii: "\""))
            } else if byte == 0x0A {
                break
            } else {
                here += 1
            }
        }
        report("string literal not terminated", at: from)
        finishLiteral(.string, min(here, limit))
    }

    mutating func scanRawString(_ from: Int) {
        if from + 1 < limit, let found = memchr(base + from + 1, 0x60, limit - from - 1) {
            return finishLiteral(.string, UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1)
        }
        report("raw string literal not terminated", at: from)
        finishLiteral(.string, limit)
    }

    mutating func scanRune(_ from: Int) {
        var here = from + 1
        var characters = 0
        var isValid = true
        while here < limit {
            let byte = base[here]
            if byte == UInt8(ascii: "'") {
                if isValid, characters != 1 {
                    report(
                        characters == 0 ? "empty rune literal" : "more than one character in rune literal", at: from)
                }
                return finishLiteral(.char, here + 1)
            }
            if byte == 0x0A { break }
            characters += 1
            if byte == UInt8(ascii: "\\") {
                let before = errors.count
                scanEscape(&here, quote: UInt8(ascii: "'"))
                if errors.count > before { isValid = false }
            } else if byte < 0x80 {
                here += 1
            } else {
                here += decodeScalar(base, at: here, limit: limit).width
            }
        }
        report("rune literal not terminated", at: from)
        finishLiteral(.char, min(here, limit))
    }

    /// `here` is at the backslash.
    private mutating func scanEscape(_ here: inout Int, quote: UInt8) {
        let from = here
        here += 1
        let letter = base[here]
        let width: Int
        let radix: UInt32
        let maximum: UInt32
        switch letter {
        case UInt8(ascii: "a"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"),
            UInt8(ascii: "t"), UInt8(ascii: "v"), UInt8(ascii: "\\"), quote:
            here += 1
            return
        case UInt8(ascii: "0")...UInt8(ascii: "7"): (width, radix, maximum) = (3, 8, 255)
        case UInt8(ascii: "x"):
            here += 1
            (width, radix, maximum) = (2, 16, 255)
        case UInt8(ascii: "u"):
            here += 1
            (width, radix, maximum) = (4, 16, 0x10_FFFF)
        case UInt8(ascii: "U"):
            here += 1
            (width, radix, maximum) = (8, 16, 0x10_FFFF)
        default:
            let isCut = here >= limit
            report(isCut ? "escape sequence not terminated" : "unknown escape sequence", at: from)
            return
        }
        var value: UInt32 = 0
        for _ in 0..<width {
            guard let digit = hexadecimalValue(base[here]), digit < radix else {
                report("illegal character in escape sequence", at: here)
                return
            }
            value = value &* radix &+ digit
            here += 1
        }
        if value > maximum || (0xD800...0xDFFF).contains(value) && width >= 4 {
            report("escape sequence is invalid Unicode code point", at: from)
        }
    }
}

@inline(__always)
func hexadecimalValue(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte) - 0x30
    case 0x41...0x46: UInt32(byte) - 0x41 + 10
    case 0x61...0x66: UInt32(byte) - 0x61 + 10
    default: nil
    }
}
