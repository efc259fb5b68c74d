#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// One comment, with its marks (`//` or `/* */`) and without the end of line.
public struct Comment: Sendable, Hashable {
    public var start: UInt32
    public var end: UInt32
}

/// What is wrong with a file, and at which byte.
public struct SyntaxError: Error, Sendable, Hashable {
    public var offset: UInt32
    public var message: String
}

/// Turns bytes into tokens; the pointer is followed by `SourceText.padding` zeros.
///
/// Characters that are no UTF-8 are reported once for the whole file by `EncodingCheck`, so that strings and comments
/// need no second look.
struct Lexer {
    /// More errors than this end the reading of a file.
    static let maximumErrors = 200

    let base: UnsafePointer<UInt8>
    let limit: Int
    var position = 0
    /// The token read last.
    var token = Token.illegal
    var start = 0
    var end = 0
    /// The semicolon was not written: a line ended where a statement can.
    var isImplicit = false
    var comments: [Comment] = []
    var errors: [SyntaxError] = []
    private var endsStatement = false

    init(_ bytes: UnsafeBufferPointer<UInt8>, count: Int) {
        // The buffer is never empty: it holds the padding.
        base = bytes.baseAddress ?? UnsafePointer(bitPattern: 1).unsafelyUnwrapped
        limit = count
        if count >= 3, base[0] == 0xEF, base[1] == 0xBB, base[2] == 0xBF { position = 3 }
    }

    mutating func report(_ message: @autoclosure () -> String, at offset: Int) {
        if errors.count < Self.maximumErrors {
            errors.append(SyntaxError(offset: UInt32(min(offset, limit)), message: message()))
        } else {
            stop()
        }
    }

    /// Every later token is the end of the file.
    mutating func stop() {
        position = limit
        endsStatement = false
        token = .endOfFile
        start = limit
        end = limit
    }

    /// Reads the next token.
    mutating func next() {
        var here = position
        // Space, and the ends of lines, which end statements.
        while true {
            let byte = base[here]
            if byte == 0x20 || byte == 0x09 || byte == 0x0D {
                here += 1
            } else if byte == 0x0A {
                if endsStatement { return emitSemicolon(here, next: here + 1) }
                here += 1
            } else if byte == UInt8(ascii: "/") {
                let second = base[here + 1]
                if second == UInt8(ascii: "/") {
                    let lineEnd = endOfLine(from: here + 2)
                    var textEnd = lineEnd
                    if textEnd > here + 2, base[textEnd - 1] == 0x0D { textEnd -= 1 }
                    comments.append(Comment(start: UInt32(here), end: UInt32(textEnd)))
                    here = lineEnd
                } else if second == UInt8(ascii: "*") {
                    let begin = here
                    let holdsNewline = skipBlockComment(&here)
                    comments.append(Comment(start: UInt32(begin), end: UInt32(here)))
                    if endsStatement, holdsNewline { return emitSemicolon(begin, next: here) }
                } else {
                    break
                }
            } else {
                break
            }
        }
        start = here
        let byte = base[here]
        if Self.isNameStart(byte) {
            here += 1
            while Self.isNamePart(base[here]) { here += 1 }
            if base[here] >= 0x80 { here = endOfUnicodeName(here) }
            finishName(here)
        } else if byte &- 0x30 < 10 {
            scanNumber(here)
        } else {
            scanOther(byte, here)
        }
    }

    private mutating func emitSemicolon(_ offset: Int, next: Int) {
        token = .semicolon
        isImplicit = true
        start = offset
        end = offset
        position = next
        endsStatement = false
    }

    private func endOfLine(from offset: Int) -> Int {
        guard offset < limit, let found = memchr(base + offset, 0x0A, limit - offset) else { return limit }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    /// Leaves `here` after the comment; tells whether it spans lines.
    private mutating func skipBlockComment(_ here: inout Int) -> Bool {
        let begin = here
        var holdsNewline = false
        here += 2
        while here < limit {
            let byte = base[here]
            if byte == UInt8(ascii: "*"), base[here + 1] == UInt8(ascii: "/") {
                here += 2
                return holdsNewline
            }
            if byte == 0x0A { holdsNewline = true }
            here += 1
        }
        here = limit
        report("comment not terminated", at: begin)
        return holdsNewline
    }

    // MARK: Names

    @inline(__always)
    static func isNameStart(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        return (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")) || byte == UInt8(ascii: "_")
    }

    @inline(__always)
    static func isNamePart(_ byte: UInt8) -> Bool {
        // Bits of 0-9 (word 0), A-Z, _ and a-z (word 1).
        guard byte < 0x80 else { return false }
        let word: UInt64 = byte < 64 ? 0x03FF_0000_0000_0000 : 0x07FF_FFFE_87FF_FFFE
        return (word >> UInt64(byte & 63)) & 1 == 1
    }

    private mutating func endOfUnicodeName(_ from: Int) -> Int {
        var here = from
        while here < limit {
            let byte = base[here]
            if byte < 0x80 {
                guard Self.isNamePart(byte) else { break }
                here += 1
            } else {
                let (scalar, width) = decodeScalar(base, at: here, limit: limit)
                guard let scalar, isLetter(scalar) || isDigit(scalar) else { break }
                here += width
            }
        }
        return here
    }

    private mutating func finishName(_ nameEnd: Int) {
        end = nameEnd
        position = nameEnd
        token = keyword(from: start, length: nameEnd - start)
        switch token {
        case .identifier, .break, .continue, .fallthrough, .return: endsStatement = true
        default: endsStatement = false
        }
    }

    private func keyword(from start: Int, length: Int) -> Token {
        guard length >= 2, length <= 11, base[start] >= UInt8(ascii: "b"), base[start] <= UInt8(ascii: "v") else {
            return .identifier
        }
        let word = UnsafeRawPointer(base + start).loadUnaligned(as: UInt64.self).littleEndian
        switch length {
        case 2:
            switch word & 0xFFFF {
            case Keyword.if: return .if
            case Keyword.go: return .go
            default: return .identifier
            }
        case 3:
            switch word & 0xFF_FFFF {
            case Keyword.for: return .for
            case Keyword.var: return .var
            case Keyword.map: return .map
            default: return .identifier
            }
        case 4:
            switch word & 0xFFFF_FFFF {
            case Keyword.func: return .func
            case Keyword.type: return .type
            case Keyword.case: return .case
            case Keyword.else: return .else
            case Keyword.chan: return .chan
            case Keyword.goto: return .goto
            default: return .identifier
            }
        case 5:
            switch word & 0xFF_FFFF_FFFF {
            case Keyword.break: return .break
            case Keyword.const: return .const
            case Keyword.defer: return .defer
            case Keyword.range: return .range
            default: return .identifier
            }
        case 6:
            switch word & 0xFFFF_FFFF_FFFF {
            case Keyword.return: return .return
            case Keyword.struct: return .struct
            case Keyword.import: return .import
            case Keyword.switch: return .switch
            case Keyword.select: return .select
            default: return .identifier
            }
        case 7:
            switch word & 0xFF_FFFF_FFFF_FFFF {
            case Keyword.package: return .package
            case Keyword.default: return .default
            default: return .identifier
            }
        case 8: return word == Keyword.continue ? .continue : .identifier
        case 9: return word == Keyword.interfac && base[start + 8] == UInt8(ascii: "e") ? .interface : .identifier
        case 11:
            let tail = base[start + 8] == UInt8(ascii: "u") && base[start + 9] == UInt8(ascii: "g")
            return word == Keyword.fallthro && tail && base[start + 10] == UInt8(ascii: "h")
                ? .fallthrough : .identifier
        default: return .identifier
        }
    }

    // MARK: Operators

    private mutating func finish(_ token: Token, _ end: Int, endsStatement: Bool = false) {
        self.token = token
        self.end = end
        position = end
        self.endsStatement = endsStatement
    }

    /// `byte` begins neither a name nor a decimal digit.
    private mutating func scanOther(_ byte: UInt8, _ here: Int) {
        let second = base[here + 1]
        switch byte {
        case UInt8(ascii: "("): finish(.leftParen, here + 1)
        case UInt8(ascii: ")"): finish(.rightParen, here + 1, endsStatement: true)
        case UInt8(ascii: "["): finish(.leftBracket, here + 1)
        case UInt8(ascii: "]"): finish(.rightBracket, here + 1, endsStatement: true)
        case UInt8(ascii: "{"): finish(.leftBrace, here + 1)
        case UInt8(ascii: "}"): finish(.rightBrace, here + 1, endsStatement: true)
        case UInt8(ascii: ","): finish(.comma, here + 1)
        case UInt8(ascii: ";"):
            isImplicit = false
            finish(.semicolon, here + 1)
        case UInt8(ascii: "."):
            if second &- 0x30 < 10 {
                scanNumber(here)
            } else if second == UInt8(ascii: "."), base[here + 2] == UInt8(ascii: ".") {
                finish(.ellipsis, here + 3)
            } else {
                finish(.period, here + 1)
            }
        case UInt8(ascii: ":"): choose(second, "=", .define, .colon, here)
        case UInt8(ascii: "="): choose(second, "=", .equal, .assign, here)
        case UInt8(ascii: "!"): choose(second, "=", .notEqual, .not, here)
        case UInt8(ascii: "~"): finish(.tilde, here + 1)
        case UInt8(ascii: "\""): scanString(here)
        case UInt8(ascii: "`"): scanRawString(here)
        case UInt8(ascii: "'"): scanRune(here)
        case UInt8(ascii: "*"): choose(second, "=", .multiplyAssign, .multiply, here)
        case UInt8(ascii: "/"): choose(second, "=", .divideAssign, .divide, here)
        case UInt8(ascii: "%"): choose(second, "=", .remainderAssign, .remainder, here)
        case UInt8(ascii: "^"): choose(second, "=", .xorAssign, .xor, here)
        case UInt8(ascii: "+"):
            if second == UInt8(ascii: "+") {
                finish(.increment, here + 2, endsStatement: true)
            } else {
                choose(second, "=", .addAssign, .add, here)
            }
        case UInt8(ascii: "-"):
            if second == UInt8(ascii: "-") {
                finish(.decrement, here + 2, endsStatement: true)
            } else {
                choose(second, "=", .subtractAssign, .subtract, here)
            }
        case UInt8(ascii: "|"):
            if second == UInt8(ascii: "|") {
                finish(.logicalOr, here + 2)
            } else {
                choose(second, "=", .orAssign, .or, here)
            }
        case UInt8(ascii: "&"):
            if second == UInt8(ascii: "&") {
                finish(.logicalAnd, here + 2)
            } else if second == UInt8(ascii: "^") {
                if base[here + 2] == UInt8(ascii: "=") {
                    finish(.andNotAssign, here + 3)
                } else {
                    finish(.andNot, here + 2)
                }
            } else {
                choose(second, "=", .andAssign, .and, here)
            }
        case UInt8(ascii: "<"):
            if second == UInt8(ascii: "<") {
                if base[here + 2] == UInt8(ascii: "=") {
                    finish(.shiftLeftAssign, here + 3)
                } else {
                    finish(.shiftLeft, here + 2)
                }
            } else if second == UInt8(ascii: "-") {
                finish(.arrow, here + 2)
            } else {
                choose(second, "=", .lessEqual, .less, here)
            }
        case UInt8(ascii: ">"):
            if second == UInt8(ascii: ">") {
                if base[here + 2] == UInt8(ascii: "=") {
                    finish(.shiftRightAssign, here + 3)
                } else {
                    finish(.shiftRight, here + 2)
                }
            } else {
                choose(second, "=", .greaterEqual, .greater, here)
            }
        default: scanRare(byte, here)
        }
    }

    @inline(__always)
    private mutating func choose(
        _ second: UInt8, _ wanted: Unicode.Scalar, _ long: Token, _ short: Token, _ here: Int
    ) {
        if second == UInt8(ascii: wanted) { finish(long, here + 2) } else { finish(short, here + 1) }
    }

    /// The end of the file, a name that begins outside ASCII, or a character that Go has no use for.
    private mutating func scanRare(_ byte: UInt8, _ here: Int) {
        if here >= limit {
            if endsStatement { return emitSemicolon(limit, next: limit) }
            token = .endOfFile
            start = limit
            end = limit
            position = limit
            return
        }
        if byte >= 0x80 {
            let (scalar, width) = decodeScalar(base, at: here, limit: limit)
            if let scalar, isLetter(scalar) {
                return finishName(endOfUnicodeName(here + width))
            }
            // Bytes that are no UTF-8 have been reported already.
            if let scalar, scalar != "\u{FEFF}" {
                report("illegal character U+\(String(scalar.value, radix: 16, uppercase: true))", at: here)
            }
            return finish(.illegal, here + width, endsStatement: endsStatement)
        }
        if byte != 0 { report("illegal character \(String(reflecting: Character(Unicode.Scalar(byte))))", at: here) }
        finish(.illegal, here + 1, endsStatement: endsStatement)
    }

    mutating func finishLiteral(_ token: Token, _ end: Int) {
        finish(token, end, endsStatement: true)
    }
}

/// The keywords as little-endian words.
private enum Keyword {
    static let `if`: UInt64 = 0x6669
    static let go: UInt64 = 0x6F67
    static let `for`: UInt64 = 0x72_6F66
    static let `var`: UInt64 = 0x72_6176
    static let map: UInt64 = 0x70_616D
    static let `func`: UInt64 = 0x636E_7566
    static let type: UInt64 = 0x6570_7974
    static let `case`: UInt64 = 0x6573_6163
    static let `else`: UInt64 = 0x6573_6C65
    static let chan: UInt64 = 0x6E61_6863
    static let goto: UInt64 = 0x6F74_6F67
    static let `break`: UInt64 = 0x6B_6165_7262
    static let const: UInt64 = 0x74_736E_6F63
    static let `defer`: UInt64 = 0x72_6566_6564
    static let range: UInt64 = 0x65_676E_6172
    static let `return`: UInt64 = 0x6E72_7574_6572
    static let `struct`: UInt64 = 0x7463_7572_7473
    static let `import`: UInt64 = 0x7472_6F70_6D69
    static let `switch`: UInt64 = 0x6863_7469_7773
    static let select: UInt64 = 0x7463_656C_6573
    static let package: UInt64 = 0x65_6761_6B63_6170
    static let `default`: UInt64 = 0x74_6C75_6166_6564
    static let `continue`: UInt64 = 0x6575_6E69_746E_6F63
    static let interfac: UInt64 = 0x6361_6672_6574_6E69
    static let fallthro: UInt64 = 0x6F72_6874_6C6C_6166
}
