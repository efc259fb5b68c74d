extension Parser {
    // MARK: Expressions

    mutating func expression() -> Node { binary(.none, 1) }

    mutating func expressionList() -> NodeList {
        let first = expression()
        guard token == .comma else { return list(first) }
        let mark = stack.count
        push(first)
        while take(.comma) { push(expression()) }
        return close(mark)
    }

    /// Operators of at least `minimum` precedence, left to right; `left` may have been read already.
    mutating func binary(_ left: Node, _ minimum: Int) -> Node {
        var left = left.isNone ? unary() : left
        while true {
            let op = token
            let precedence = op.precedence
            guard precedence >= minimum else { return left }
            let opStart = start
            advance()
            guard enter() else { return left }
            let right = binary(.none, precedence + 1)
            leave()
            left = add(.binary, startOf(left), op: op, a: left.index, b: right.index, c: opStart)
        }
    }

    mutating func unary() -> Node {
        let begin = start
        switch token {
        case .add, .subtract, .not, .xor, .and, .tilde:
            let op = token
            advance()
            guard enter() else { return add(.badExpression, begin) }
            let operand = unary()
            leave()
            return add(.unary, begin, op: op, a: operand.index)
        case .multiply:
            advance()
            guard enter() else { return add(.badExpression, begin) }
            let operand = unary()
            leave()
            return add(.star, begin, a: operand.index)
        case .arrow:
            advance()
            guard enter() else { return add(.badExpression, begin) }
            let operand = unary()
            leave()
            if kind(operand) == .channelType { return receiveOnly(operand, begin) }
            return add(.unary, begin, op: .arrow, a: operand.index)
        default:
            return primary(.none)
        }
    }

    /// `<-chan T` read as `<-` and `chan T`: the arrow belongs to the type, and so on down
    /// (`<-chan<- T` would be `<-chan (<-T)`).
    private mutating func receiveOnly(_ type: Node, _ begin: UInt32) -> Node {
        var outer = type
        while true {
            let flags = nodes[Int(outer.index)].flags
            if flags == NodeFlag.receives {
                // (<-type) is (<-(<-chan T)).
                report("expected 'chan'", at: outer)
                break
            }
            nodes[Int(outer.index)].flags = NodeFlag.receives
            if outer == type { nodes[Int(outer.index)].start = begin }
            guard flags == NodeFlag.sends else { break }
            let element = Node(index: nodes[Int(outer.index)].a)
            guard kind(element) == .channelType else {
                report("expected channel type", at: element)
                break
            }
            outer = element
        }
        return type
    }

    /// An operand and what follows it; the operand may have been read already.
    mutating func primary(_ operandRead: Node) -> Node {
        var x = operandRead.isNone ? operand() : operandRead
        var chain = 0
        while true {
            chain += 1
            if chain > Self.maximumChain {
                lexer.report("chain of more than \(Self.maximumChain) calls and selectors", at: lexer.start)
                lexer.stop()
                return x
            }
            switch token {
            case .period:
                advance()
                if token == .identifier {
                    let name = takeName()
                    x = add(.selector, startOf(x), a: x.index, b: name.index)
                } else if token == .leftParen {
                    x = typeAssertion(x)
                } else {
                    reportExpected("selector or type assertion")
                    // `x.` at the end of a line, as it stands while one types: keep x.
                    if token != .rightBrace, token != .semicolon, token != .rightParen, token != .endOfFile {
                        advance()
                    }
                    let name = add(.badExpression, lastEnd)
                    x = add(.selector, startOf(x), a: x.index, b: name.index)
                }
            case .leftBracket: x = indexOrSlice(x)
            case .leftParen: x = call(x)
            case .leftBrace:
                guard mayBeginLiteral(x) else { return x }
                x = literalValue(x)
            default: return x
            }
        }
    }

    private mutating func typeAssertion(_ x: Node) -> Node {
        advance()
        var type = Node.none
        if token == .type { advance() } else { type = self.type() }
        expect(.rightParen)
        return add(.typeAssertion, startOf(x), a: x.index, b: type.index)
    }

    /// Whether `x {` is a composite literal here.
    private mutating func mayBeginLiteral(_ x: Node) -> Bool {
        var bare = x
        while kind(bare) == .paren { bare = Node(index: nodes[Int(bare.index)].a) }
        switch kind(bare) {
        case .badExpression, .identifier:
            guard expressionLevel >= 0 else { return false }
        case .selector:
            let operand = Node(index: nodes[Int(bare.index)].a)
            guard expressionLevel >= 0, kind(operand) == .identifier else { return false }
        case .index:
            let operand = Node(index: nodes[Int(bare.index)].a)
            guard expressionLevel >= 0, kind(operand) == .identifier || kind(operand) == .selector else { return false }
        case .arrayType, .structType, .mapType: break
        default: return false
        }
        if bare != x { report("type of a composite literal must not be parenthesized", at: x) }
        return true
    }

    private mutating func indexOrSlice(_ x: Node) -> Node {
        advance()
        if token == .rightBracket {
            reportExpected("operand")
            advance()
            let bad = add(.badExpression, lastEnd)
            let indices = list(bad)
            return add(.index, startOf(x), a: x.index, b: indices.offset)
        }
        let level = expressionLevel
        expressionLevel = max(level, 0) + 1
        defer { expressionLevel = level }
        var bounds = (Node.none, Node.none, Node.none)
        if token != .colon {
            let first = expression()
            if token == .comma {
                let mark = stack.count
                push(first)
                while take(.comma), token != .rightBracket, token != .endOfFile { push(type()) }
                let indices = close(mark)
                expect(.rightBracket)
                return add(.index, startOf(x), a: x.index, b: indices.offset)
            }
            if token != .colon {
                let indices = list(first)
                expect(.rightBracket)
                return add(.index, startOf(x), a: x.index, b: indices.offset)
            }
            bounds.0 = first
        }
        advance()
        if token != .colon, token != .rightBracket, token != .endOfFile { bounds.1 = expression() }
        var flags: UInt16 = 0
        if token == .colon {
            flags = NodeFlag.fullSlice
            advance()
            if bounds.1.isNone { report("middle index required in 3-index slice") }
            if token == .rightBracket || token == .endOfFile {
                report("final index required in 3-index slice")
            } else {
                bounds.2 = expression()
            }
        }
        expect(.rightBracket)
        let parts = store(bounds.0, bounds.1, bounds.2)
        return add(.slice, startOf(x), flags: flags, a: x.index, b: parts)
    }

    mutating func call(_ function: Node) -> Node {
        let open = start
        advance()
        let level = expressionLevel
        expressionLevel = max(level, 0) + 1
        let mark = stack.count
        var flags: UInt16 = 0
        while token != .rightParen, token != .endOfFile {
            push(expression())
            if token == .ellipsis {
                flags = NodeFlag.ellipsis
                advance()
            }
            guard continuesList(.rightParen, "argument list") else { break }
            if flags != 0 { break }
        }
        expressionLevel = level
        let arguments = close(mark)
        expectClosing(.rightParen)
        return add(.call, startOf(function), flags: flags, a: function.index, b: arguments.offset, c: open)
    }

    /// Takes the comma; false at the end of the list. A missing comma is noted and read as one.
    mutating func continuesList(_ closing: Token, _ what: String) -> Bool {
        if take(.comma) { return true }
        if token == closing { return false }
        if token == .semicolon, lexer.isImplicit {
            report("missing ',' before newline in \(what)")
            // The list most often goes on with the next line, or ends there.
            let line = lexer
            let end = lastEnd
            advance()
            if token == closing { return false }
            lexer = line
            lastEnd = end
            return false
        }
        reportExpected("',' or '\(closing.text)'")
        return false
    }

    /// The end of a list; after a mistake inside, what is left of it is skipped.
    mutating func expectClosing(_ closing: Token) {
        if take(closing) { return }
        reportExpected("'\(closing.text)'")
        var depth = 0
        while true {
            switch token {
            case .endOfFile, .semicolon, .rightBrace, .const, .type, .var, .if, .for, .switch, .return, .defer, .go:
                return
            case .leftParen, .leftBracket: depth += 1
            case .rightParen, .rightBracket:
                if depth == 0 {
                    if token == closing { advance() }
                    return
                }
                depth -= 1
            case .leftBrace: return
            default: break
            }
            advance()
        }
    }

    // MARK: Operands

    private mutating func operand() -> Node {
        let begin = start
        switch token {
        case .identifier: return takeName()
        case .int, .float, .imaginary, .char, .string:
            let kind = token
            advance()
            return add(.literal, begin, op: kind)
        case .leftParen:
            advance()
            guard enter() else { return add(.badExpression, begin) }
            let level = expressionLevel
            expressionLevel = max(level, 0) + 1
            let inner = expression()
            expressionLevel = level
            leave()
            expectClosing(.rightParen)
            return add(.paren, begin, a: inner.index)
        case .func where isDeclaredFunction:
            reportExpected("operand")
            return add(.badExpression, begin)
        case .func: return functionTypeOrLiteral()
        case .leftBracket: return arrayType(mayBeCounted: true)
        case .struct, .map, .chan, .interface: return type()
        default:
            reportExpected("operand")
            skipBadOperand()
            return add(.badExpression, begin)
        }
    }

    /// `func name` at the start of a line begins a declaration, though an operand was to come.
    private var isDeclaredFunction: Bool {
        guard lexer.start > 0, lexer.base[lexer.start - 1] == 0x0A else { return false }
        var next = lexer
        next.next()
        return next.token == .identifier
    }

    private mutating func skipBadOperand() {
        switch token {
        case .endOfFile, .rightParen, .rightBracket, .rightBrace, .semicolon, .comma, .colon, .leftBrace, .case,
            .default, .break, .const, .continue, .defer, .fallthrough, .for, .go, .goto, .if, .return, .select,
            .switch, .type, .var:
            break
        default: advance()
        }
    }

    private mutating func functionTypeOrLiteral() -> Node {
        let begin = start
        advance()
        guard enter() else { return add(.badExpression, begin) }
        defer { leave() }
        if token == .leftBracket {
            report("function type must have no type parameters")
            _ = typeParameters(.none, .none)
        }
        let type = signature(begin, typeParameters: .empty)
        guard token == .leftBrace else { return type }
        let level = expressionLevel
        expressionLevel = 0
        let body = block()
        expressionLevel = level
        return add(.functionLiteral, begin, a: type.index, b: body.index)
    }

    /// `{ elements }` after a type, or alone inside another literal.
    mutating func literalValue(_ type: Node) -> Node {
        let begin = type.isNone ? start : startOf(type)
        let open = start
        advance()
        guard enter() else { return add(.badExpression, begin) }
        let level = expressionLevel
        expressionLevel = 1
        let mark = stack.count
        while token != .rightBrace, token != .endOfFile {
            let key = element()
            if token == .colon {
                let colon = start
                advance()
                let value = element()
                push(add(.keyValue, startOf(key), a: key.index, b: value.index, c: colon))
            } else {
                push(key)
            }
            if take(.comma) { continue }
            if token == .rightBrace { break }
            if token == .semicolon, lexer.isImplicit {
                report("missing ',' before newline in composite literal")
                advance()
                if token == .rightBrace || token == .endOfFile { break }
                // Perhaps only the comma is missing; perhaps the brace, and a statement follows.
                switch token {
                case .identifier, .string, .int, .char, .leftBrace, .and: continue
                default: break
                }
            }
            break
        }
        expressionLevel = level
        leave()
        let elements = close(mark)
        if !take(.rightBrace) { reportExpected("'}' or ','") }
        return add(.compositeLiteral, begin, a: type.index, b: elements.offset, c: open)
    }

    private mutating func element() -> Node {
        token == .leftBrace ? literalValue(.none) : expression()
    }
}
