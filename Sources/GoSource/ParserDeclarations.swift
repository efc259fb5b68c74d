extension Parser {
    /// The whole file; gives the name of the package and the declarations.
    mutating func file() -> (package: Node, declarations: NodeList) {
        lexer.next()
        var package = Node.none
        if token == .package {
            advance()
            package = identifier()
            expectSemicolonAfterDeclaration()
        } else {
            reportExpected("'package'")
            if token != .import { skipToDeclaration() }
        }
        let mark = stack.count
        var hasDeclarations = false
        while token != .endOfFile {
            depth = 0
            expressionLevel = 0
            let before = lexer.start
            switch token {
            case .import:
                if hasDeclarations { report("imports must appear before other declarations") }
                push(generalDeclaration())
                expectSemicolonAfterDeclaration()
            case .const, .type, .var:
                hasDeclarations = true
                push(generalDeclaration())
                expectSemicolonAfterDeclaration()
            case .func:
                hasDeclarations = true
                push(functionDeclaration())
                expectSemicolonAfterDeclaration()
            case .semicolon where !lexer.isImplicit:
                report("expected declaration, found ';'")
                advance()
            case .semicolon: advance()
            default:
                reportExpected("declaration")
                skipToDeclaration()
            }
            if lexer.start == before, token != .endOfFile { advance() }
        }
        let declarations = close(mark)
        return (package, declarations)
    }

    private mutating func expectSemicolonAfterDeclaration() {
        if token == .semicolon { return advance() }
        if token == .endOfFile { return }
        reportExpected("';'")
        skipToDeclaration()
    }

    // MARK: Import, const, var, type

    mutating func generalDeclaration() -> Node {
        let begin = start
        let keyword = token
        advance()
        let mark = stack.count
        var flags: UInt16 = 0
        if take(.leftParen) {
            flags = NodeFlag.parenthesized
            while token != .rightParen, token != .endOfFile {
                let before = lexer.start
                push(specification(keyword, isFirst: stack.count == mark))
                if token != .rightParen { expectSpecificationEnd() }
                if lexer.start == before, token != .rightParen { advance() }
                if isDeclarationAtLineStart { break }
            }
            let specs = close(mark)
            expect(.rightParen)
            return add(.general, begin, op: keyword, flags: flags, a: specs.offset)
        }
        push(specification(keyword, isFirst: true))
        let specs = close(mark)
        return add(.general, begin, op: keyword, flags: flags, a: specs.offset)
    }

    /// A group that was never closed ends before the next declaration.
    private var isDeclarationAtLineStart: Bool {
        switch token {
        case .func, .type, .var, .const, .import:
            lexer.start > 0 && lexer.base[lexer.start - 1] == 0x0A
        default: false
        }
    }

    private mutating func expectSpecificationEnd() {
        if take(.semicolon) { return }
        reportExpected("';'")
        while true {
            switch token {
            case .endOfFile, .rightParen: return
            case .semicolon: return advance()
            default:
                if isDeclarationAtLineStart { return }
                advance()
            }
        }
    }

    private mutating func specification(_ keyword: Token, isFirst: Bool) -> Node {
        switch keyword {
        case .import: importSpecification()
        case .type: typeSpecification()
        default: valueSpecification(keyword, isFirst: isFirst)
        }
    }

    private mutating func importSpecification() -> Node {
        let begin = start
        var name = Node.none
        if token == .identifier {
            name = takeName()
        } else if token == .period {
            advance()
            name = add(.identifier, begin, a: dotName().index)
        }
        var path = Node.none
        let pathStart = start
        if token == .string {
            if !isImportPath(lexer.start, lexer.end) { report("invalid import path") }
            advance()
            path = add(.literal, pathStart, op: .string)
        } else {
            report("missing import path; require quoted string")
            if token != .semicolon, token != .rightParen, token != .endOfFile { advance() }
            path = add(.badExpression, pathStart)
        }
        return add(.importSpec, begin, a: name.index, b: path.index)
    }

    /// The `.` of a dot import, which has just been taken, as a name.
    private mutating func dotName() -> NameID {
        names.intern(lexer.base, start: Int(lastEnd) - 1, length: 1)
    }

    /// Go's rule: not empty, graphic characters only, none of ``!"#$%&'()*,:;<=>?[\]^`{|}``.
    private func isImportPath(_ start: Int, _ end: Int) -> Bool {
        guard end - start > 2 else { return false }
        let isRaw = lexer.base[start] == UInt8(ascii: "`")
        for offset in (start + 1)..<(end - 1) {
            let byte = lexer.base[offset]
            if byte == UInt8(ascii: "\\") {
                // An escape might stand for a good character; none is known to be used.
                if isRaw { return false }
                continue
            }
            if byte <= 0x20 || byte == 0x7F { return false }
            switch byte {
            case UInt8(ascii: "!"), UInt8(ascii: "\""), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"),
                UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "*"),
                UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "<"), UInt8(ascii: "="),
                UInt8(ascii: ">"), UInt8(ascii: "?"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "^"),
                UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"):
                return false
            default: break
            }
        }
        return true
    }

    private mutating func valueSpecification(_ keyword: Token, isFirst: Bool) -> Node {
        let begin = start
        let names = identifierList()
        var type = Node.none
        if token != .assign, token != .semicolon, token != .rightParen, token != .endOfFile { type = self.type() }
        var values = NodeList.empty
        if take(.assign) { values = expressionList() }
        checkValues(values)
        if values == .empty {
            if keyword == .var {
                if type.isNone { report("missing variable type or initialization") }
            } else if isFirst || !type.isNone {
                report("missing constant value")
            }
        }
        return add(.valueSpec, begin, op: keyword, a: names.offset, b: type.index, c: values.offset)
    }

    // MARK: Types

    private mutating func typeSpecification() -> Node {
        let begin = start
        let name = identifier()
        var parameters = NodeList.empty
        if token == .leftBracket {
            let bracket = start
            advance()
            if token == .identifier {
                let (generic, array) = parametersOrArray(bracket)
                guard let array else { return finishType(begin, name, generic) }
                return add(.typeSpec, begin, a: name.index, b: 0, c: array.index)
            }
            let type: Node
            if take(.rightBracket) {
                let element = self.type()
                type = add(.arrayType, bracket, flags: NodeFlag.sliceType, b: element.index)
            } else {
                type = arrayType(bracket, length: .none)
            }
            return add(.typeSpec, begin, a: name.index, c: type.index)
        }
        parameters = .empty
        return finishType(begin, name, parameters)
    }

    private mutating func finishType(_ begin: UInt32, _ name: Node, _ parameters: NodeList) -> Node {
        let flags: UInt16 = take(.assign) ? NodeFlag.alias : 0
        let type = self.type()
        return add(.typeSpec, begin, flags: flags, a: name.index, b: parameters.offset, c: type.index)
    }

    /// After `type T [` with a name next: type parameters `[P any]`, or an array type `[N]int`. An expression is read and
    /// then split where it can be a parameter with its constraint (Go specification, "Type parameter declarations").
    private mutating func parametersOrArray(_ bracket: UInt32) -> (parameters: NodeList, array: Node?) {
        let first = takeName()
        var x = first
        if token != .leftBracket {
            let level = expressionLevel
            expressionLevel = max(level, 0) + 1
            let operand = primary(first)
            x = binary(operand, 1)
            expressionLevel = level
        }
        if let (name, type) = parameter(in: x, force: token == .comma), !type.isNone || token != .rightBracket {
            return (typeParameters(name, type), nil)
        }
        return (.empty, arrayType(bracket, length: x))
    }

    /// Splits `P *C`, `P (C)` and unions that begin so into a name and its constraint.
    private mutating func parameter(in x: Node, force: Bool) -> (name: Node, type: Node)? {
        let record = nodes[Int(x.index)]
        switch record.kind {
        case .identifier: return (x, .none)
        case .binary where record.op == .multiply:
            let left = Node(index: record.a)
            let right = Node(index: record.b)
            guard kind(left) == .identifier, force || isTypeElement(right) else { return nil }
            let type = add(.star, record.c, a: right.index)
            nodes[Int(type.index)].end = record.end
            return (left, type)
        case .binary where record.op == .or:
            let right = Node(index: record.b)
            guard
                let (name, left) = parameter(in: Node(index: record.a), force: force || isTypeElement(right)),
                !left.isNone
            else { return nil }
            let type = add(.binary, startOf(left), op: .or, a: left.index, b: right.index, c: record.c)
            nodes[Int(type.index)].end = record.end
            return (name, type)
        case .call where record.flags & NodeFlag.ellipsis == 0:
            let function = Node(index: record.a)
            let arguments = NodeList(offset: record.b)
            guard kind(function) == .identifier, count(arguments) == 1, force || isTypeElement(first(arguments)) else {
                return nil
            }
            let type = add(.paren, record.c, a: first(arguments).index)
            nodes[Int(type.index)].end = record.end
            return (function, type)
        default: return nil
        }
    }

    /// Whether an expression can only be a type.
    private func isTypeElement(_ x: Node) -> Bool {
        let record = nodes[Int(x.index)]
        switch record.kind {
        case .arrayType, .structType, .functionType, .interfaceType, .mapType, .channelType: return true
        case .binary: return isTypeElement(Node(index: record.a)) || isTypeElement(Node(index: record.b))
        case .unary: return record.op == .tilde
        case .paren: return isTypeElement(Node(index: record.a))
        default: return false
        }
    }

    // MARK: Functions

    private mutating func functionDeclaration() -> Node {
        let begin = start
        advance()
        var receiver = NodeList.empty
        var isMethod = false
        if token == .leftParen {
            isMethod = true
            receiver = parameters()
        }
        let name = identifier()
        var typeParameters = NodeList.empty
        let signatureStart = start
        if token == .leftBracket {
            if isMethod { report("method must have no type parameters") }
            typeParameters = self.typeParameters(.none, .none)
        }
        let type = signature(signatureStart, typeParameters: typeParameters)
        let body = token == .leftBrace ? functionBody() : Node.none
        let parts = store(Node(index: receiver.offset), body)
        return add(.function, begin, flags: isMethod ? 1 : 0, a: name.index, b: type.index, c: parts)
    }
}
