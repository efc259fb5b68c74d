/// The lexical tokens of Go.
public enum Token: UInt8, Sendable {
    case endOfFile, illegal
    case identifier, int, float, imaginary, char, string

    // Binary operators, in the order of their assigning forms below.
    case add, subtract, multiply, divide, remainder, and, or, xor, shiftLeft, shiftRight, andNot
    case addAssign, subtractAssign, multiplyAssign, divideAssign, remainderAssign, andAssign, orAssign, xorAssign
    case shiftLeftAssign, shiftRightAssign, andNotAssign

    case logicalAnd, logicalOr, arrow, increment, decrement
    case equal, less, greater, assign, not, tilde
    case notEqual, lessEqual, greaterEqual, define, ellipsis
    case leftParen, leftBracket, leftBrace, comma, period
    case rightParen, rightBracket, rightBrace, semicolon, colon

    case `break`, `case`, chan, const, `continue`, `default`, `defer`, `else`, `fallthrough`, `for`, `func`, go, goto
    case `if`, `import`, interface, map, package, range, `return`, select, `struct`, `switch`, type, `var`

    /// `+` for `+=`; absent for tokens that are no assigning operator.
    public var assignedOperator: Token? {
        guard rawValue >= Token.addAssign.rawValue, rawValue <= Token.andNotAssign.rawValue else { return nil }
        return Token(rawValue: rawValue - Token.addAssign.rawValue + Token.add.rawValue)
    }

    /// 1 (`||`) to 5 (`*`); 0 for what is no binary operator (Go specification, "Operator precedence").
    @inline(__always)
    public var precedence: Int {
        switch self {
        case .logicalOr: 1
        case .logicalAnd: 2
        case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual: 3
        case .add, .subtract, .or, .xor: 4
        case .multiply, .divide, .remainder, .shiftLeft, .shiftRight, .and, .andNot: 5
        default: 0
        }
    }

    /// How the token is written, or its class in words.
    public var text: String {
        switch self {
        case .endOfFile: "end of file"
        case .illegal: "illegal character"
        case .identifier: "name"
        case .int, .float, .imaginary: "number"
        case .char: "rune literal"
        case .string: "string"
        case .add: "+"
        case .subtract: "-"
        case .multiply: "*"
        case .divide: "/"
        case .remainder: "%"
        case .and: "&"
        case .or: "|"
        case .xor: "^"
        case .shiftLeft: "<<"
        case .shiftRight: ">>"
        case .andNot: "&^"
        case .addAssign: "+="
        case .subtractAssign: "-="
        case .multiplyAssign: "*="
        case .divideAssign: "/="
        case .remainderAssign: "%="
        case .andAssign: "&="
        case .orAssign: "|="
        case .xorAssign: "^="
        case .shiftLeftAssign: "<<="
        case .shiftRightAssign: ">>="
        case .andNotAssign: "&^="
        case .logicalAnd: "&&"
        case .logicalOr: "||"
        case .arrow: "<-"
        case .increment: "++"
        case .decrement: "--"
        case .equal: "=="
        case .less: "<"
        case .greater: ">"
        case .assign: "="
        case .not: "!"
        case .tilde: "~"
        case .notEqual: "!="
        case .lessEqual: "<="
        case .greaterEqual: ">="
        case .define: ":="
        case .ellipsis: "..."
        case .leftParen: "("
        case .leftBracket: "["
        case .leftBrace: "{"
        case .comma: ","
        case .period: "."
        case .rightParen: ")"
        case .rightBracket: "]"
        case .rightBrace: "}"
        case .semicolon: ";"
        case .colon: ":"
        case .break: "break"
        case .case: "case"
        case .chan: "chan"
        case .const: "const"
        case .continue: "continue"
        case .default: "default"
        case .defer: "defer"
        case .else: "else"
        case .fallthrough: "fallthrough"
        case .for: "for"
        case .func: "func"
        case .go: "go"
        case .goto: "goto"
        case .if: "if"
        case .import: "import"
        case .interface: "interface"
        case .map: "map"
        case .package: "package"
        case .range: "range"
        case .return: "return"
        case .select: "select"
        case .struct: "struct"
        case .switch: "switch"
        case .type: "type"
        case .var: "var"
        }
    }
}
