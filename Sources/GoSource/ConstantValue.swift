/// The value of a constant expression.
///
/// Integers beyond 128 bits and floating-point numbers are kept as doubles: analysis needs their size, not their digits.
public enum ConstantValue: Sendable, Hashable {
    case unknown
    case bool(Bool)
    case int(Int128)
    case float(Double)
    case complex(Double, Double)
    case string(String)

    public var isKnown: Bool { self != .unknown }

    public var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    public var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The integer, also where it is written as a float (`1e3`).
    public var integer: Int128? {
        switch self {
        case .int(let value): value
        case .float(let value) where value == value.rounded() && abs(value) < 0x1p126: Int128(value)
        default: nil
        }
    }

    public var int: Int? { integer.flatMap { Int(exactly: $0) } }

    public var double: Double? {
        switch self {
        case .int(let value): Double(value)
        case .float(let value): value
        default: nil
        }
    }

    // MARK: Literals

    /// The value of a literal's text; unknown for what is none.
    static func literal(_ kind: Token, _ text: UnsafeBufferPointer<UInt8>) -> ConstantValue {
        switch kind {
        case .int: return integerLiteral(text)
        case .float: return floatLiteral(text).map { .float($0) } ?? .unknown
        case .imaginary:
            let digits = UnsafeBufferPointer(rebasing: text.dropLast())
            if case .int(let value) = integerLiteral(digits) { return .complex(0, Double(value)) }
            return floatLiteral(digits).map { .complex(0, $0) } ?? .unknown
        case .char:
            guard text.count >= 3 else { return .unknown }
            var scalars: [UInt8] = []
            var code: UInt32?
            unquote(UnsafeBufferPointer(rebasing: text[1..<(text.count - 1)]), into: &scalars, lastCode: &code)
            return code.map { .int(Int128($0)) } ?? .unknown
        case .string:
            guard text.count >= 2 else { return .unknown }
            let inner = UnsafeBufferPointer(rebasing: text[1..<(text.count - 1)])
            if text[0] == UInt8(ascii: "`") {
                // Carriage returns are no part of raw strings.
                if inner.contains(0x0D) {
                    return .string(String(decoding: inner.filter { $0 != 0x0D }, as: UTF8.self))
                }
                return .string(String(decoding: inner, as: UTF8.self))
            }
            guard inner.contains(UInt8(ascii: "\\")) else { return .string(String(decoding: inner, as: UTF8.self)) }
            var bytes: [UInt8] = []
            bytes.reserveCapacity(inner.count)
            var code: UInt32?
            unquote(inner, into: &bytes, lastCode: &code)
            return .string(String(decoding: bytes, as: UTF8.self))
        default: return .unknown
        }
    }

    private static func integerLiteral(_ text: UnsafeBufferPointer<UInt8>) -> ConstantValue {
        var radix: Int128 = 10
        var index = 0
        if text.count > 1, text[0] == 0x30 {
            switch text[1] | 0x20 {
            case UInt8(ascii: "x"): (radix, index) = (16, 2)
            case UInt8(ascii: "b"): (radix, index) = (2, 2)
            case UInt8(ascii: "o"): (radix, index) = (8, 2)
            default: (radix, index) = (8, 1)
            }
        }
        var value: Int128 = 0
        var large = 0.0
        var isLarge = false
        while index < text.count {
            defer { index += 1 }
            guard text[index] != UInt8(ascii: "_") else { continue }
            guard let digit = hexadecimalValue(text[index]), digit < radix else { return .unknown }
            if !isLarge {
                let (product, overflow) = value.multipliedReportingOverflow(by: radix)
                let (sum, second) = product.addingReportingOverflow(Int128(digit))
                if overflow || second {
                    isLarge = true
                    large = Double(value)
                } else {
                    value = sum
                    continue
                }
            }
            large = large * Double(radix) + Double(digit)
        }
        return isLarge ? .float(large) : .int(value)
    }

    private static func floatLiteral(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
        // Swift reads what Go writes, but for separators, a leading point and a trailing one.
        var bytes = text.filter { $0 != UInt8(ascii: "_") }
        if bytes.first == UInt8(ascii: ".") { bytes.insert(0x30, at: 0) }
        if let point = bytes.firstIndex(of: UInt8(ascii: ".")) {
            let next = point + 1
            let isHexadecimal = bytes.count > 1 && bytes[1] | 0x20 == UInt8(ascii: "x")
            let isDigit =
                next < bytes.count && (bytes[next] &- 0x30 < 10 || isHexadecimal && bytes[next] | 0x20 != 0x70)
            if !isDigit { bytes.insert(0x30, at: next) }
            if isHexadecimal, point == 2 { bytes.insert(0x30, at: point) }
        }
        return Double(String(decoding: bytes, as: UTF8.self))
    }

    /// Appends the bytes of what stands between quotes. `lastCode` is the last character's number.
    private static func unquote(
        _ text: UnsafeBufferPointer<UInt8>, into bytes: inout [UInt8], lastCode: inout UInt32?
    ) {
        var index = 0
        while index < text.count {
            let byte = text[index]
            guard byte == UInt8(ascii: "\\"), index + 1 < text.count else {
                guard let base = text.baseAddress else { return }
                let (scalar, width) = decodeScalar(base, at: index, limit: text.count)
                lastCode = scalar?.value ?? 0xFFFD
                for offset in 0..<width { bytes.append(text[index + offset]) }
                index += width
                continue
            }
            let letter = text[index + 1]
            index += 2
            let digits: (count: Int, radix: UInt32, skipped: Int)
            switch letter {
            case UInt8(ascii: "a"): digits = (0, 7, 0)
            case UInt8(ascii: "b"): digits = (0, 8, 0)
            case UInt8(ascii: "f"): digits = (0, 12, 0)
            case UInt8(ascii: "n"): digits = (0, 10, 0)
            case UInt8(ascii: "r"): digits = (0, 13, 0)
            case UInt8(ascii: "t"): digits = (0, 9, 0)
            case UInt8(ascii: "v"): digits = (0, 11, 0)
            case UInt8(ascii: "0")...UInt8(ascii: "7"): digits = (3, 8, -1)
            case UInt8(ascii: "x"): digits = (2, 16, 0)
            case UInt8(ascii: "u"): digits = (4, 16, 0)
            case UInt8(ascii: "U"): digits = (8, 16, 0)
            default: digits = (0, UInt32(letter), 0)
            }
            if digits.count == 0 {
                bytes.append(UInt8(truncatingIfNeeded: digits.radix))
                lastCode = digits.radix
                continue
            }
            index += digits.skipped
            var value: UInt32 = 0
            var read = 0
            while read < digits.count, index < text.count, let digit = hexadecimalValue(text[index]),
                digit < digits.radix
            {
                value = value &* digits.radix &+ digit
                index += 1
                read += 1
            }
            lastCode = value
            if digits.count <= 3 {
                bytes.append(UInt8(truncatingIfNeeded: value))
            } else {
                let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
                bytes += Array(String(Character(scalar)).utf8)
            }
        }
    }
}
