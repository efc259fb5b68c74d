/// Reads one file by recursive descent. A mistake is noted and reading goes on at the next statement or declaration.
struct Parser {
    /// Deeper nesting of expressions, types and statements is refused: the recursion must fit every thread's stack.
    static let maximumDepth = 300
    /// Longer chains of calls, selectors and indices are refused, for the sake of whoever walks the tree.
    static let maximumChain = 2000

    var lexer: Lexer
    var nodes: [NodeRecord] = []
    /// Lists: a count, then that many nodes. The first is the empty one.
    var extra: [UInt32] = [0]
    /// The elements of the lists that are being read.
    var stack: [UInt32] = []
    var names: NameTable
    /// Negative in the header of a statement, where `T {` begins a body and not a literal.
    var expressionLevel = 0
    var depth = 0
    /// End of the token before the current one.
    var lastEnd: UInt32 = 0
    let skipsBodies: Bool

    init(_ bytes: UnsafeBufferPointer<UInt8>, count: Int, skipsBodies: Bool) {
        lexer = Lexer(bytes, count: count)
        names = NameTable(expected: count / 64)
        self.skipsBodies = skipsBodies
        nodes.reserveCapacity(count / (skipsBodies ? 16 : 5) + 16)
        extra.reserveCapacity(count / (skipsBodies ? 24 : 8) + 16)
        nodes.append(NodeRecord(kind: .none, op: .illegal, start: 0, end: 0))
    }

    // MARK: Tokens

    @inline(__always)
    var token: Token { lexer.token }

    @inline(__always)
    var start: UInt32 { UInt32(truncatingIfNeeded: lexer.start) }

    @inline(__always)
    mutating func advance() {
        lastEnd = UInt32(truncatingIfNeeded: lexer.end)
        lexer.next()
    }

    /// Takes the token if it is the one.
    @inline(__always)
    mutating func take(_ wanted: Token) -> Bool {
        guard token == wanted else { return false }
        advance()
        return true
    }

    @inline(__always)
    mutating func expect(_ wanted: Token) {
        if token == wanted { advance() } else { reportExpected("'\(wanted.text)'") }
    }

    mutating func reportExpected(_ what: String) {
        let found: String =
            switch token {
            case .semicolon where lexer.isImplicit: lexer.start >= lexer.limit ? "end of file" : "end of line"
            case .identifier: "name"
            case .endOfFile, .int, .float, .imaginary, .char, .string, .illegal: token.text
            default: "'\(token.text)'"
            }
        report("expected \(what), found \(found)")
    }

    mutating func report(_ message: @autoclosure () -> String) {
        // Errors at the place of the last one follow from it.
        if let last = lexer.errors.last, last.offset == start { return }
        lexer.report(message(), at: lexer.start)
    }

    mutating func report(_ message: @autoclosure () -> String, at node: Node) {
        lexer.report(message(), at: Int(nodes[Int(node.index)].start))
    }

    /// The end of a statement or specification.
    mutating func expectSemicolon() {
        switch token {
        case .semicolon: advance()
        case .rightParen, .rightBrace: break
        default:
            reportExpected("';'")
            if token == .comma { advance() }
            skipToStatement()
        }
    }

    /// Goes on to where a statement may begin.
    mutating func skipToStatement() {
        while true {
            switch token {
            case .endOfFile, .break, .const, .continue, .defer, .fallthrough, .for, .go, .goto, .if, .return, .select,
                .switch, .type, .var, .rightBrace, .case, .default:
                return
            case .semicolon:
                advance()
                return
            default: advance()
            }
        }
    }

    /// Goes on to where a declaration begins: a keyword at the start of a line.
    mutating func skipToDeclaration() {
        while token != .endOfFile {
            switch token {
            case .const, .type, .var, .func, .import:
                if lexer.start == 0 || lexer.base[lexer.start - 1] == 0x0A { return }
            default: break
            }
            advance()
        }
    }

    /// Counts one level of nesting; false where there are too many, and then nothing more is read.
    @inline(__always)
    mutating func enter() -> Bool {
        depth += 1
        if depth > Self.maximumDepth {
            lexer.report("nested more than \(Self.maximumDepth) levels deep", at: lexer.start)
            lexer.stop()
            return false
        }
        return true
    }

    @inline(__always)
    mutating func leave() { depth -= 1 }

    // MARK: Nodes

    @inline(__always)
    mutating func add(
        _ kind: NodeKind, _ start: UInt32, op: Token = .illegal, flags: UInt16 = 0, a: UInt32 = 0, b: UInt32 = 0,
        c: UInt32 = 0
    ) -> Node {
        let node = Node(index: UInt32(truncatingIfNeeded: nodes.count))
        nodes.append(NodeRecord(kind: kind, op: op, flags: flags, start: start, end: lastEnd, a: a, b: b, c: c))
        return node
    }

    @inline(__always)
    func kind(_ node: Node) -> NodeKind { nodes[Int(node.index)].kind }

    @inline(__always)
    func startOf(_ node: Node) -> UInt32 { nodes[Int(node.index)].start }

    @inline(__always)
    mutating func push(_ node: Node) { stack.append(node.index) }

    /// Stores what was pushed since `mark`.
    mutating func close(_ mark: Int) -> NodeList {
        let count = stack.count - mark
        guard count > 0 else { return .empty }
        let offset = UInt32(truncatingIfNeeded: extra.count)
        extra.append(UInt32(truncatingIfNeeded: count))
        for index in mark..<stack.count { extra.append(stack[index]) }
        stack.removeLast(count)
        return NodeList(offset: offset)
    }

    mutating func list(_ node: Node) -> NodeList {
        let offset = UInt32(truncatingIfNeeded: extra.count)
        extra.append(1)
        extra.append(node.index)
        return NodeList(offset: offset)
    }

    /// Stores further parts of a node; gives their offset.
    mutating func store(_ first: Node, _ second: Node, _ third: Node = .none) -> UInt32 {
        let offset = UInt32(truncatingIfNeeded: extra.count)
        extra.append(first.index)
        extra.append(second.index)
        extra.append(third.index)
        return offset
    }

    func count(_ list: NodeList) -> Int { Int(extra[Int(list.offset)]) }

    func first(_ list: NodeList) -> Node { list.offset == 0 ? .none : Node(index: extra[Int(list.offset) + 1]) }

    // MARK: Names

    /// The current token must be a name.
    @inline(__always)
    mutating func takeName() -> Node {
        let start = lexer.start
        let name = names.intern(lexer.base, start: start, length: lexer.end - start)
        advance()
        return add(.identifier, UInt32(truncatingIfNeeded: start), a: name.index)
    }

    mutating func identifier() -> Node {
        if token == .identifier { return takeName() }
        reportExpected("name")
        // An identifier that is nowhere in the text: `_`-like, empty.
        return add(.badExpression, start)
    }

    mutating func identifierList() -> NodeList {
        let mark = stack.count
        push(identifier())
        while take(.comma) { push(identifier()) }
        return close(mark)
    }
}
