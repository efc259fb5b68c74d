extension Parser {
    // MARK: Blocks

    mutating func block() -> Node {
        let begin = start
        expect(.leftBrace)
        let statements = statementList()
        expect(.rightBrace)
        return add(.block, begin, b: statements.offset)
    }

    /// A function's body, or only its extent where declarations are all that is wanted.
    mutating func functionBody() -> Node {
        expressionLevel = 0
        guard skipsBodies else { return block() }
        let begin = start
        var open = 0
        while token != .endOfFile {
            if token == .leftBrace {
                open += 1
            } else if token == .rightBrace {
                open -= 1
                if open == 0 { break }
            }
            lexer.next()
        }
        expect(.rightBrace)
        return add(.block, begin, flags: NodeFlag.skipped)
    }

    mutating func statementList() -> NodeList {
        let mark = stack.count
        while token != .rightBrace, token != .endOfFile, token != .case, token != .default {
            let before = lexer.start
            push(statement())
            switch token {
            case .semicolon: advance()
            case .rightBrace, .case, .default, .endOfFile:
                if token == .case || token == .default { expectSemicolon() }
            default: expectSemicolon()
            }
            if lexer.start == before, token != .rightBrace, token != .endOfFile { advance() }
        }
        return close(mark)
    }

    // MARK: Statements

    /// One statement, without its semicolon.
    mutating func statement() -> Node {
        let begin = start
        guard enter() else { return add(.badStatement, begin) }
        defer { leave() }
        switch token {
        case .const, .type, .var:
            let declaration = generalDeclaration()
            return add(.declaration, begin, a: declaration.index)
        case .identifier, .int, .float, .imaginary, .char, .string, .func, .leftParen, .leftBracket, .struct, .map,
            .chan,
            .interface, .add, .subtract, .multiply, .and, .xor, .arrow, .not, .tilde:
            return simpleStatement(.labelAllowed)
        case .go: return callStatement(.go)
        case .defer: return callStatement(.defer)
        case .return:
            advance()
            var results = NodeList.empty
            if token != .semicolon, token != .rightBrace { results = expressionList() }
            checkValues(results)
            return add(.return, begin, a: results.offset)
        case .break, .continue, .goto, .fallthrough:
            let op = token
            advance()
            var label = Node.none
            if op == .goto {
                label = identifier()
            } else if op != .fallthrough, token == .identifier {
                label = takeName()
            }
            return add(.branch, begin, op: op, a: label.index)
        case .leftBrace: return block()
        case .if: return ifStatement()
        case .switch: return switchStatement()
        case .select: return selectStatement()
        case .for: return forStatement()
        case .semicolon:
            // It ends where the statement before it does: its own token is not part of it.
            let isImplicit = lexer.isImplicit
            return add(.empty, lastEnd, flags: isImplicit ? NodeFlag.implicit : 0)
        case .rightBrace: return add(.empty, lastEnd, flags: NodeFlag.implicit)
        default:
            reportExpected("statement")
            skipToStatement()
            return add(.badStatement, begin)
        }
    }

    enum SimpleMode { case basic, labelAllowed, rangeAllowed }

    mutating func simpleStatement(_ mode: SimpleMode) -> Node {
        let begin = start
        if mode == .rangeAllowed, token == .range { return rangeClause(begin, left: .empty, op: .illegal) }
        let first = expression()
        var left = NodeList.empty
        if token == .comma {
            let mark = stack.count
            push(first)
            while take(.comma) { push(expression()) }
            left = close(mark)
        }
        switch token {
        case .define, .assign, .addAssign, .subtractAssign, .multiplyAssign, .divideAssign, .remainderAssign,
            .andAssign,
            .orAssign, .xorAssign, .shiftLeftAssign, .shiftRightAssign, .andNotAssign:
            let op = token
            let opStart = start
            if left.offset == 0 { left = list(first) }
            advance()
            if mode == .rangeAllowed, token == .range, op == .define || op == .assign {
                if op == .define { checkDefined(left) }
                return rangeClause(begin, left: left, op: op)
            }
            if op == .define { checkDefined(left) }
            let right = expressionList()
            checkValues(right)
            return add(.assign, begin, op: op, a: left.offset, b: right.offset, c: opStart)
        default: break
        }
        if left.offset != 0 {
            report("expected 1 expression", at: first)
        }
        switch token {
        case .colon:
            guard mode == .labelAllowed, left.offset == 0, kind(first) == .identifier else { break }
            advance()
            let inner = statement()
            return add(.labeled, begin, a: first.index, b: inner.index)
        case .arrow:
            advance()
            let value = expression()
            return add(.send, begin, a: first.index, b: value.index)
        case .increment, .decrement:
            let op = token
            advance()
            return add(.incrementDecrement, begin, op: op, a: first.index)
        default: break
        }
        checkValue(first)
        return add(.expression, begin, a: first.index)
    }

    private mutating func checkDefined(_ left: NodeList) {
        for index in 0..<count(left) {
            let node = Node(index: extra[Int(left.offset) + 1 + index])
            if kind(node) != .identifier, kind(node) != .badExpression {
                report("expected name on left side of :=", at: node)
            }
        }
    }

    /// Types are no values, though both are read alike.
    mutating func checkValues(_ list: NodeList) {
        for index in 0..<count(list) { checkValue(Node(index: extra[Int(list.offset) + 1 + index])) }
    }

    private mutating func checkValue(_ node: Node) {
        var bare = node
        while kind(bare) == .paren { bare = Node(index: nodes[Int(bare.index)].a) }
        switch kind(bare) {
        case .arrayType, .structType, .functionType, .interfaceType, .mapType, .channelType:
            report("expected expression, found a type", at: node)
        default: break
        }
    }

    private mutating func callStatement(_ kind: NodeKind) -> Node {
        let begin = start
        advance()
        let call = expression()
        if self.kind(call) == .paren {
            report("expression in \(kind == .go ? "go" : "defer") must not be parenthesized", at: call)
        } else if self.kind(call) != .call, self.kind(call) != .badExpression {
            report("expression in \(kind == .go ? "go" : "defer") must be function call", at: call)
        }
        return add(kind, begin, a: call.index)
    }

    // MARK: Headers

    /// `else if` chains are read in a loop: generated code has hundreds of branches.
    private mutating func ifStatement() -> Node {
        var chain: [Node] = []
        while true {
            let node = ifHeaderAndBlock()
            if let last = chain.last { setOtherwise(of: last, node) }
            chain.append(node)
            guard take(.else) else { break }
            if token == .if { continue }
            if token == .leftBrace {
                setOtherwise(of: node, block())
            } else {
                reportExpected("if statement or block")
                skipToStatement()
            }
            break
        }
        for node in chain { nodes[Int(node.index)].end = lastEnd }
        return chain[0]
    }

    private mutating func setOtherwise(of statement: Node, _ otherwise: Node) {
        extra[Int(nodes[Int(statement.index)].c) + 2] = otherwise.index
    }

    private mutating func ifHeaderAndBlock() -> Node {
        let begin = start
        advance()
        let level = expressionLevel
        expressionLevel = -1
        var initial = Node.none
        var condition = Node.none
        if token == .leftBrace {
            report("missing condition in if statement")
        } else {
            if token != .semicolon {
                if token == .var {
                    report("var declaration not allowed in if initializer")
                    advance()
                }
                initial = simpleStatement(.basic)
            }
            if token == .semicolon {
                let isImplicit = lexer.isImplicit
                advance()
                if token != .leftBrace {
                    condition = simpleStatement(.basic)
                } else {
                    report(
                        isImplicit
                            ? "unexpected newline, expected '{' after if clause" : "missing condition in if statement")
                    (condition, initial) = (initial, .none)
                }
            } else {
                (condition, initial) = (initial, .none)
            }
        }
        condition = bareExpression(condition, "boolean expression")
        expressionLevel = level
        let then = block()
        let branches = store(condition, then)
        return add(.if, begin, a: initial.index, c: branches)
    }

    /// The expression of a statement that must be nothing else.
    private mutating func bareExpression(_ statement: Node, _ what: String) -> Node {
        if statement.isNone { return .none }
        if kind(statement) == .expression { return Node(index: nodes[Int(statement.index)].a) }
        report("expected \(what), found a statement (missing parentheses around composite literal?)", at: statement)
        return add(.badExpression, startOf(statement))
    }

    private mutating func switchStatement() -> Node {
        let begin = start
        advance()
        let level = expressionLevel
        expressionLevel = -1
        var initial = Node.none
        var tag = Node.none
        if token != .leftBrace {
            if token != .semicolon { tag = simpleStatement(.basic) }
            if token == .semicolon {
                advance()
                (initial, tag) = (tag, .none)
                if token != .leftBrace { tag = simpleStatement(.basic) }
            }
        }
        expressionLevel = level
        let isTypeSwitch = isTypeSwitchGuard(tag)
        let body = clauses(ofTypes: isTypeSwitch)
        if isTypeSwitch {
            return add(.typeSwitch, begin, a: initial.index, b: tag.index, c: body.index)
        }
        tag = bareExpression(tag, "switch expression")
        return add(.switch, begin, a: initial.index, b: tag.index, c: body.index)
    }

    /// `x.(type)` or `v := x.(type)`.
    private mutating func isTypeSwitchGuard(_ statement: Node) -> Bool {
        let record = nodes[Int(statement.index)]
        switch record.kind {
        case .expression: return isTypeQuestion(Node(index: record.a))
        case .assign:
            let left = NodeList(offset: record.a)
            let right = NodeList(offset: record.b)
            guard count(left) == 1, count(right) == 1, isTypeQuestion(first(right)) else { return false }
            switch record.op {
            case .define: return kind(first(left)) == .identifier
            case .assign:
                report("expected ':=', found '='", at: statement)
                return true
            default: return false
            }
        default: return false
        }
    }

    private func isTypeQuestion(_ node: Node) -> Bool {
        let record = nodes[Int(node.index)]
        return record.kind == .typeAssertion && record.b == 0
    }

    private mutating func clauses(ofTypes: Bool) -> Node {
        clauseBlock(.caseClause) { parser in
            let expressions = parser.expressionList()
            if ofTypes { parser.checkTypes(expressions) }
            return expressions.offset
        }
    }

    /// The block of a switch or select: clauses of one kind, each with what `head` reads behind `case`.
    private mutating func clauseBlock(_ kind: NodeKind, head: (inout Parser) -> UInt32) -> Node {
        let begin = start
        expect(.leftBrace)
        let level = expressionLevel
        expressionLevel = 0
        let mark = stack.count
        while token == .case || token == .default {
            let clauseStart = start
            let isDefault = token == .default
            advance()
            let what = isDefault ? 0 : head(&self)
            expect(.colon)
            let body = statementList()
            push(add(kind, clauseStart, flags: isDefault ? NodeFlag.defaultClause : 0, a: what, b: body.offset))
        }
        expressionLevel = level
        let list = close(mark)
        closeClauses()
        return add(.block, begin, b: list.offset)
    }

    private mutating func checkTypes(_ list: NodeList) {
        for index in 0..<count(list) {
            let node = Node(index: extra[Int(list.offset) + 1 + index])
            if kind(node) == .literal { report("expected type", at: node) }
        }
    }

    /// The brace after the last clause; statements before the first clause are a mistake and skipped.
    private mutating func closeClauses() {
        if take(.rightBrace) { return }
        reportExpected("'}' or 'case'")
        _ = statementList()
        while token == .case || token == .default {
            advance()
            _ = statementList()
        }
        _ = take(.rightBrace)
    }

    private mutating func selectStatement() -> Node {
        let begin = start
        advance()
        let body = clauseBlock(.communicationClause) { parser in
            let communication = parser.simpleStatement(.basic)
            parser.checkCommunication(communication)
            return communication.index
        }
        return add(.select, begin, a: body.index)
    }

    private mutating func checkCommunication(_ statement: Node) {
        let record = nodes[Int(statement.index)]
        switch record.kind {
        case .send, .expression: return
        case .assign:
            if record.op == .assign || record.op == .define {
                if count(NodeList(offset: record.a)) > 2 { report("expected 1 or 2 expressions", at: statement) }
                if count(NodeList(offset: record.b)) > 1 { report("expected ':'", at: statement) }
                return
            }
        default: break
        }
        report("expected send or receive", at: statement)
    }

    private mutating func forStatement() -> Node {
        let begin = start
        advance()
        let level = expressionLevel
        expressionLevel = -1
        var initial = Node.none
        var condition = Node.none
        var post = Node.none
        if token != .leftBrace {
            if token != .semicolon {
                if token == .var {
                    report("var declaration not allowed in for initializer")
                    advance()
                }
                condition = simpleStatement(.rangeAllowed)
            }
            if kind(condition) == .range {
                expressionLevel = level
                return finishRange(condition, begin)
            }
            if token == .semicolon {
                advance()
                (initial, condition) = (condition, .none)
                if token != .semicolon {
                    if token == .leftBrace {
                        report("expected for loop condition")
                    } else {
                        condition = simpleStatement(.basic)
                    }
                }
                expectSemicolon()
                if token != .leftBrace { post = simpleStatement(.basic) }
            }
        }
        condition = bareExpression(condition, "boolean or range expression")
        expressionLevel = level
        let body = block()
        let header = store(initial, condition, post)
        return add(.for, begin, b: body.index, c: header)
    }

    /// At `range`; the body is read by `finishRange`.
    private mutating func rangeClause(_ begin: UInt32, left: NodeList, op: Token) -> Node {
        advance()
        let operand = expression()
        let count = self.count(left)
        if count > 2 { report("expected at most 2 expressions", at: first(left)) }
        let key = count > 0 ? Node(index: extra[Int(left.offset) + 1]) : .none
        let value = count > 1 ? Node(index: extra[Int(left.offset) + 2]) : .none
        let parts = store(operand, .none)
        return add(.range, begin, op: op, a: key.index, b: value.index, c: parts)
    }

    private mutating func finishRange(_ clause: Node, _ begin: UInt32) -> Node {
        let body = block()
        let parts = Int(nodes[Int(clause.index)].c)
        extra[parts + 1] = body.index
        nodes[Int(clause.index)].start = begin
        nodes[Int(clause.index)].end = lastEnd
        return clause
    }
}
