/// A node of one file's syntax tree: an index into the file's arena. Copying it costs nothing.
public struct Node: Hashable, Sendable {
    public let index: UInt32

    @inline(__always)
    public init(index: UInt32) { self.index = index }

    /// Stands where the grammar lets something be absent.
    public static let none = Node(index: 0)

    @inline(__always)
    public var isNone: Bool { index == 0 }
}

/// A list of nodes, stored with its count in the file's arena; `GoFile.nodes(_:)` gives its elements.
public struct NodeList: Hashable, Sendable {
    public let offset: UInt32

    @inline(__always)
    init(offset: UInt32) { self.offset = offset }

    public static let empty = NodeList(offset: 0)
}

/// What a node is. `GoFile.syntax(_:)` tells the parts of each.
public enum NodeKind: UInt8, Sendable, CaseIterable {
    case none

    // Expressions.
    case badExpression
    case identifier
    case literal
    case compositeLiteral
    case functionLiteral
    case paren
    case selector
    case index
    case slice
    case typeAssertion
    case call
    case star
    case unary
    case binary
    case keyValue

    // Types.
    case arrayType
    case structType
    case functionType
    case interfaceType
    case mapType
    case channelType
    case ellipsis
    case field

    // Statements.
    case badStatement
    case declaration
    case empty
    case labeled
    case expression
    case send
    case incrementDecrement
    case assign
    case go
    case `defer`
    case `return`
    case branch
    case block
    case `if`
    case `switch`
    case typeSwitch
    case caseClause
    case select
    case communicationClause
    case `for`
    case range

    // Declarations.
    case general
    case importSpec
    case valueSpec
    case typeSpec
    case function

    public var isExpression: Bool { rawValue >= Self.badExpression.rawValue && rawValue <= Self.channelType.rawValue }
    public var isStatement: Bool { rawValue >= Self.badStatement.rawValue && rawValue <= Self.range.rawValue }
}

/// How a node is stored: 24 bytes, whatever its kind. The meaning of `a`, `b` and `c` stands beside each case of `Syntax`.
struct NodeRecord {
    var kind: NodeKind
    var op: Token
    var flags: UInt16 = 0
    var start: UInt32
    var end: UInt32
    var a: UInt32 = 0
    var b: UInt32 = 0
    var c: UInt32 = 0
}

enum NodeFlag {
    /// call: the last argument is followed by `...`.
    static let ellipsis: UInt16 = 1
    /// slice: written with two colons.
    static let fullSlice: UInt16 = 1
    /// general: written with parentheses.
    static let parenthesized: UInt16 = 1
    /// typeSpec: `type A = B`.
    static let alias: UInt16 = 1
    /// arrayType: `[...]T`.
    static let countedArray: UInt16 = 1
    /// arrayType: `[]T`.
    static let sliceType: UInt16 = 2
    /// channelType.
    static let sends: UInt16 = 1
    static let receives: UInt16 = 2
    /// caseClause, communicationClause: `default`.
    static let defaultClause: UInt16 = 1
    /// block: skipped by a reader that wants declarations only.
    static let skipped: UInt16 = 1
    /// empty: no semicolon was written.
    static let implicit: UInt16 = 1
}

/// Which way values go through a channel type.
public enum ChannelDirection: Sendable, Hashable {
    case both, send, receive
}

/// The parts of a node, for `switch`. Nodes that may be absent are marked *or none*.
public enum Syntax: Sendable {
    /// No node, or one that could not be read.
    case none
    case badExpression
    /// A name; `GoFile.name(of:)` gives its text.
    case identifier(name: NameID)
    /// `kind` is `.int`, `.float`, `.imaginary`, `.char` or `.string`; the text is `GoFile.text(of:)`.
    case literal(kind: Token)
    /// `T{a, b}`; `type` is none for an element whose type is elided. Elements may be `keyValue`.
    case compositeLiteral(type: Node, elements: NodeList)
    case functionLiteral(type: Node, body: Node)
    case paren(Node)
    /// `operand.name`; also a qualified name `pkg.Name`.
    case selector(operand: Node, name: Node)
    /// `operand[i]`, and instances of generics `F[A, B]`.
    case index(operand: Node, indices: NodeList)
    /// `operand[low:high:max]`; each bound or none.
    case slice(operand: Node, low: Node, high: Node, max: Node)
    /// `operand.(type)` has type none.
    case typeAssertion(operand: Node, type: Node)
    /// Also conversions `T(x)`; `isSpread`: the last argument is followed by `...`.
    case call(function: Node, arguments: NodeList, isSpread: Bool)
    /// `*x`: a dereference or a pointer type.
    case star(Node)
    case unary(op: Token, operand: Node)
    case binary(op: Token, left: Node, right: Node)
    case keyValue(key: Node, value: Node)
    /// `[length]element`. Slices: `length` none and not counted; `[...]T`: `isCounted`.
    case arrayType(length: Node, element: Node, isCounted: Bool)
    case structType(fields: NodeList)
    /// Fields each; `typeParameters` only below a function declaration.
    case functionType(typeParameters: NodeList, parameters: NodeList, results: NodeList)
    /// Elements are `field`s: methods have one name and a function type, embedded elements no name.
    case interfaceType(elements: NodeList)
    case mapType(key: Node, value: Node)
    case channelType(direction: ChannelDirection, element: Node)
    /// `...T` of a parameter; the element or none.
    case ellipsis(element: Node)
    /// Of a struct, parameter list, type parameter list or interface. No names: embedded or unnamed. Tag or none.
    case field(names: NodeList, type: Node, tag: Node)
    case badStatement
    case declaration(Node)
    case empty
    case labeled(label: Node, statement: Node)
    case expression(Node)
    case send(channel: Node, value: Node)
    /// `op` is `.increment` or `.decrement`.
    case incrementDecrement(op: Token, operand: Node)
    /// `op` is `.assign`, `.define` or an assigning operator such as `.addAssign`.
    case assign(op: Token, left: NodeList, right: NodeList)
    case go(call: Node)
    case `defer`(call: Node)
    case `return`(results: NodeList)
    /// `op` is `.break`, `.continue`, `.goto` or `.fallthrough`; label or none.
    case branch(op: Token, label: Node)
    case block(statements: NodeList)
    /// Initial statement or none; `otherwise` is a block, another `if`, or none.
    case `if`(initial: Node, condition: Node, then: Node, otherwise: Node)
    /// Tag (an expression) or none; `body` is a block of `caseClause`.
    case `switch`(initial: Node, tag: Node, body: Node)
    /// `guardStatement` is `expression` of `x.(type)` or `assign` of `v := x.(type)`.
    case typeSwitch(initial: Node, guardStatement: Node, body: Node)
    /// `default` has no expressions and `isDefault`.
    case caseClause(expressions: NodeList, body: NodeList, isDefault: Bool)
    case select(body: Node)
    /// `communication` is none for `default`.
    case communicationClause(communication: Node, body: NodeList)
    /// Each part of the header or none.
    case `for`(initial: Node, condition: Node, post: Node, body: Node)
    /// Key and value or none; `op` is `.define`, `.assign`, or `.illegal` where nothing is assigned.
    case range(key: Node, value: Node, op: Token, operand: Node, body: Node)
    /// `keyword` is `.import`, `.const`, `.var` or `.type`.
    case general(keyword: Token, specs: NodeList, isParenthesized: Bool)
    /// Name (an identifier, `_` or `.`) or none; path is a string literal.
    case importSpec(name: Node, path: Node)
    /// Type or none. A constant's position in its group is its place in the group's specs.
    case valueSpec(names: NodeList, type: Node, values: NodeList)
    case typeSpec(name: Node, typeParameters: NodeList, type: Node, isAlias: Bool)
    /// `receiver` is empty for functions; `body` is none for a function of another language.
    case function(receiver: NodeList, name: Node, type: Node, body: Node)
}
