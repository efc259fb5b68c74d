/// A parsed expression.
///
/// A subset of CEL (Common Expression Language, language definition 0.24): fields, indices, calls, `has`, `in`,
/// comparison, arithmetic, `&&`, `||`, `!`, `?:`, lists and the macros all, exists, exists_one, filter and map.
public indirect enum Expression: Sendable {
    case null
    case bool(Bool)
    case int(Int)
    case double(Double)
    case string(String)
    case list([Expression])
    case variable(String)
    case field(Expression, String)
    case index(Expression, Expression)
    case has(Expression, String)
    case not(Expression)
    case negate(Expression)
    case binary(Operator, Expression, Expression)
    case conditional(Expression, Expression, Expression)
    case call(String, [Expression])
    case macro(Macro, Expression, variable: String, Expression)

    public enum Operator: String, Sendable {
        case or = "||"
        case and = "&&"
        case equal = "=="
        case unequal = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case isIn = "in"
        case add = "+"
        case subtract = "-"
        case multiply = "*"
        case divide = "/"
        case remainder = "%"

        var strength: Int {
            switch self {
            case .or: 1
            case .and: 2
            case .equal, .unequal, .less, .lessOrEqual, .greater, .greaterOrEqual, .isIn: 3
            case .add, .subtract: 4
            case .multiply, .divide, .remainder: 5
            }
        }
    }

    public enum Macro: String, Sendable { case all, exists, exists_one, filter, map }

    /// Parses a text; longer or deeper ones than any person writes are refused.
    public static func parse(_ text: String) throws(ExpressionFault) -> Expression {
        guard text.utf8.count <= ExpressionParser.longest else {
            throw ExpressionFault("the expression is too long", at: 0)
        }
        var parser = ExpressionParser(try ExpressionLexer.tokens(text))
        let result = try parser.expression()
        try parser.expectEnd()
        return result
    }
}

/// What is wrong with an expression, with the byte it is at.
public struct ExpressionFault: Error, Sendable, Hashable, CustomStringConvertible {
    public var message: String
    public var offset: Int

    init(_ message: String, at offset: Int) {
        self.message = message
        self.offset = offset
    }

    public var description: String { "\(message) (at \(offset + 1))" }
}

struct ExpressionToken {
    enum Kind: Equatable {
        case name(String), string(String), int(Int), double(Double), mark(String), end
    }

    var kind: Kind
    var offset: Int
}

enum ExpressionLexer {
    private static let marks = [
        "&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "(", ")", "[", "]", ".", ",", "+", "-", "*", "/", "%", "?",
        ":",
    ].map { ($0, Array($0.utf8)) }

    static func tokens(_ text: String) throws(ExpressionFault) -> [ExpressionToken] {
        let bytes = Array(text.utf8)
        var result: [ExpressionToken] = []
        var index = 0
        while index < bytes.count {
            let start = index
            let byte = bytes[index]
            if byte == 0x20 || (0x09...0x0D).contains(byte) {
                index += 1
            } else if isLetter(byte) {
                while index < bytes.count, isLetter(bytes[index]) || isDigit(bytes[index]) { index += 1 }
                result.append(.init(kind: .name(String(decoding: bytes[start..<index], as: UTF8.self)), offset: start))
            } else if isDigit(byte) {
                while index < bytes.count, isDigit(bytes[index]) { index += 1 }
                if index + 1 < bytes.count, bytes[index] == UInt8(ascii: "."), isDigit(bytes[index + 1]) {
                    index += 1
                    while index < bytes.count, isDigit(bytes[index]) { index += 1 }
                    guard let value = Double(String(decoding: bytes[start..<index], as: UTF8.self)) else {
                        throw ExpressionFault("not a number", at: start)
                    }
                    result.append(.init(kind: .double(value), offset: start))
                } else {
                    guard let value = Int(String(decoding: bytes[start..<index], as: UTF8.self)) else {
                        throw ExpressionFault("a number too large", at: start)
                    }
                    result.append(.init(kind: .int(value), offset: start))
                }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                let (value, end) = try quoted(bytes, start)
                result.append(.init(kind: .string(value), offset: start))
                index = end
            } else if let mark = marks.first(where: { bytes[index...].starts(with: $0.1) }) {
                result.append(.init(kind: .mark(mark.0), offset: start))
                index += mark.1.count
            } else {
                throw ExpressionFault("a character that means nothing here", at: start)
            }
        }
        result.append(.init(kind: .end, offset: bytes.count))
        return result
    }

    private static func quoted(_ bytes: [UInt8], _ start: Int) throws(ExpressionFault) -> (String, Int) {
        var value: [UInt8] = []
        var index = start + 1
        while index < bytes.count, bytes[index] != bytes[start] {
            if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count {
                index += 1
                switch bytes[index] {
                case UInt8(ascii: "n"): value.append(10)
                case UInt8(ascii: "t"): value.append(9)
                case UInt8(ascii: "r"): value.append(13)
                case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"): value.append(bytes[index])
                default: throw ExpressionFault("an unknown escape; write '\\\\' for a backslash", at: index - 1)
                }
            } else {
                value.append(bytes[index])
            }
            index += 1
        }
        guard index < bytes.count else { throw ExpressionFault("a quote that is never closed", at: start) }
        return (String(decoding: value, as: UTF8.self), index + 1)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

/// Reads tokens by rising strength of operators.
struct ExpressionParser {
    static let longest = 4096
    private static let deepest = 64

    private let tokens: [ExpressionToken]
    private var index = 0
    private var depth = 0

    init(_ tokens: [ExpressionToken]) { self.tokens = tokens }

    private var token: ExpressionToken { tokens[min(index, tokens.count - 1)] }

    private mutating func take(_ mark: String) -> Bool {
        guard token.kind == .mark(mark) else { return false }
        index += 1
        return true
    }

    private mutating func expect(_ mark: String) throws(ExpressionFault) {
        guard take(mark) else { throw ExpressionFault("'\(mark)' is missing", at: token.offset) }
    }

    func expectEnd() throws(ExpressionFault) {
        guard token.kind == .end else { throw ExpressionFault("something follows the expression", at: token.offset) }
    }

    mutating func expression() throws(ExpressionFault) -> Expression {
        depth += 1
        defer { depth -= 1 }
        guard depth < Self.deepest else { throw ExpressionFault("nested too deeply", at: token.offset) }
        let condition = try binary(1)
        guard take("?") else { return condition }
        let first = try expression()
        try expect(":")
        return .conditional(condition, first, try expression())
    }

    private mutating func binary(_ least: Int) throws(ExpressionFault) -> Expression {
        var left = try unary()
        while let found = binaryOperator, found.strength >= least {
            index += 1
            left = .binary(found, left, try binary(found.strength + 1))
        }
        return left
    }

    private var binaryOperator: Expression.Operator? {
        switch token.kind {
        case .mark(let mark): Expression.Operator(rawValue: mark)
        case .name("in"): .isIn
        default: nil
        }
    }

    private mutating func unary() throws(ExpressionFault) -> Expression {
        depth += 1
        defer { depth -= 1 }
        guard depth < Self.deepest else { throw ExpressionFault("nested too deeply", at: token.offset) }
        if take("!") { return .not(try unary()) }
        if take("-") { return .negate(try unary()) }
        return try member()
    }

    private mutating func member() throws(ExpressionFault) -> Expression {
        var result = try primary()
        while true {
            if take(".") {
                let name = try self.name()
                result = take("(") ? try call(name, on: result) : .field(result, name)
            } else if take("[") {
                let index = try expression()
                try expect("]")
                result = .index(result, index)
            } else {
                return result
            }
        }
    }

    private mutating func name() throws(ExpressionFault) -> String {
        guard case .name(let name) = token.kind else { throw ExpressionFault("a name is missing", at: token.offset) }
        index += 1
        return name
    }

    private mutating func arguments(until mark: String) throws(ExpressionFault) -> [Expression] {
        var result: [Expression] = []
        while !take(mark) {
            result.append(try expression())
            if !take(",") {
                try expect(mark)
                break
            }
        }
        return result
    }

    private mutating func call(_ name: String, on receiver: Expression) throws(ExpressionFault) -> Expression {
        let offset = token.offset
        if let macro = Expression.Macro(rawValue: name) {
            let variable = try self.name()
            try expect(",")
            let body = try expression()
            try expect(")")
            return .macro(macro, receiver, variable: variable, body)
        }
        guard ["size", "startsWith", "endsWith", "contains", "matches"].contains(name) else {
            throw ExpressionFault("there is no function '\(name)'", at: offset)
        }
        let rest = try arguments(until: ")")
        guard rest.count == (name == "size" ? 0 : 1) else {
            throw ExpressionFault("'\(name)' takes \(name == "size" ? "nothing" : "one argument")", at: offset)
        }
        return .call(name, [receiver] + rest)
    }

    private mutating func primary() throws(ExpressionFault) -> Expression {
        let start = token
        index += 1
        switch start.kind {
        case .int(let value): return .int(value)
        case .double(let value): return .double(value)
        case .string(let value): return .string(value)
        case .name("true"): return .bool(true)
        case .name("false"): return .bool(false)
        case .name("null"): return .null
        case .mark("("):
            let inner = try expression()
            try expect(")")
            return inner
        case .mark("["): return .list(try arguments(until: "]"))
        case .name(let name):
            guard take("(") else { return .variable(name) }
            let arguments = try arguments(until: ")")
            if name == "has" {
                guard arguments.count == 1, case .field(let base, let field) = arguments[0] else {
                    throw ExpressionFault("has() takes one field, such as has(object.spec)", at: start.offset)
                }
                return .has(base, field)
            }
            guard ["size", "int", "double", "string"].contains(name), arguments.count == 1 else {
                throw ExpressionFault(
                    "there is no function '\(name)' of \(arguments.count) arguments", at: start.offset)
            }
            return .call(name, arguments)
        default: throw ExpressionFault("a value is missing", at: start.offset)
        }
    }
}
