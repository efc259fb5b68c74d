extension Parser {
    /// Whether a type may begin at the current token.
    var beginsType: Bool {
        switch token {
        case .identifier, .leftBracket, .struct, .multiply, .func, .interface, .map, .chan, .arrow, .leftParen: true
        default: false
        }
    }

    mutating func type() -> Node {
        let begin = start
        guard enter() else { return add(.badExpression, begin) }
        defer { leave() }
        switch token {
        case .identifier: return typeName()
        case .leftBracket: return arrayType(mayBeCounted: false)
        case .struct: return structType()
        case .multiply:
            advance()
            let pointee = type()
            return add(.star, begin, a: pointee.index)
        case .func:
            advance()
            if token == .leftBracket {
                report("function type must have no type parameters")
                _ = typeParameters(.none, .none)
            }
            return signature(begin, typeParameters: .empty)
        case .interface: return interfaceType()
        case .map:
            advance()
            expect(.leftBracket)
            let key = type()
            expect(.rightBracket)
            let value = type()
            return add(.mapType, begin, a: key.index, b: value.index)
        case .chan:
            advance()
            let flags: UInt16 = take(.arrow) ? NodeFlag.sends : 0
            let element = type()
            return add(.channelType, begin, flags: flags, a: element.index)
        case .arrow:
            advance()
            expect(.chan)
            let element = type()
            return add(.channelType, begin, flags: NodeFlag.receives, a: element.index)
        case .leftParen:
            advance()
            let inner = type()
            expect(.rightParen)
            return add(.paren, begin, a: inner.index)
        default:
            reportExpected("type")
            switch token {
            case .rightParen, .rightBracket, .rightBrace, .leftBrace, .semicolon, .comma, .endOfFile, .string, .assign,
                .colon:
                break
            default: advance()
            }
            return add(.badExpression, begin)
        }
    }

    /// A name, qualified perhaps, with type arguments perhaps.
    private mutating func typeName() -> Node { typeName(after: takeName()) }

    mutating func typeName(after first: Node) -> Node {
        var name = first
        if token == .period {
            advance()
            let selected = identifier()
            name = add(.selector, startOf(name), a: name.index, b: selected.index)
        }
        return token == .leftBracket ? instance(name) : name
    }

    private mutating func instance(_ generic: Node) -> Node {
        advance()
        let level = expressionLevel
        expressionLevel = max(level, 0) + 1
        let mark = stack.count
        while token != .rightBracket, token != .endOfFile {
            push(type())
            if !continuesList(.rightBracket, "type argument list") { break }
        }
        expressionLevel = level
        if stack.count == mark { reportExpected("type argument") }
        let arguments = close(mark)
        expect(.rightBracket)
        return add(.index, startOf(generic), a: generic.index, b: arguments.offset)
    }

    /// `[...]T` is a type only in front of a literal's braces.
    mutating func arrayType(mayBeCounted: Bool) -> Node {
        let begin = start
        advance()
        if take(.rightBracket) {
            let element = type()
            return add(.arrayType, begin, flags: NodeFlag.sliceType, b: element.index)
        }
        let isCounted = token == .ellipsis
        let type = arrayType(begin, length: .none)
        if isCounted, !(mayBeCounted && token == .leftBrace) {
            report("expected array length, found '...'", at: type)
        }
        return type
    }

    private mutating func nestedArrayType() -> Node {
        let begin = start
        guard enter() else { return add(.badExpression, begin) }
        defer { leave() }
        advance()
        if take(.rightBracket) {
            let element = type()
            return add(.arrayType, begin, flags: NodeFlag.sliceType, b: element.index)
        }
        return arrayType(begin, length: .none)
    }

    /// What follows the `[`, and the length where it has been read.
    mutating func arrayType(_ begin: UInt32, length: Node) -> Node {
        var length = length
        var flags: UInt16 = 0
        if length.isNone {
            if take(.ellipsis) {
                flags = NodeFlag.countedArray
            } else {
                let level = expressionLevel
                expressionLevel = max(level, 0) + 1
                length = expression()
                expressionLevel = level
            }
        }
        if token == .comma {
            report("unexpected comma; expecting ]")
            advance()
        }
        expect(.rightBracket)
        // Below another array gofmt takes `[...]`, though the compiler does not.
        let element = token == .leftBracket ? nestedArrayType() : type()
        return add(.arrayType, begin, flags: flags, a: length.index, b: element.index)
    }

    /// At `name [`: a name with an array type, or an instance of a generic type (then the name is none).
    private mutating func arrayOrInstance(_ name: Node) -> (name: Node, type: Node) {
        let begin = start
        advance()
        if take(.rightBracket) {
            let element = type()
            return (name, add(.arrayType, begin, flags: NodeFlag.sliceType, b: element.index))
        }
        if token == .ellipsis { return (name, arrayType(begin, length: .none)) }
        let level = expressionLevel
        expressionLevel = max(level, 0) + 1
        let mark = stack.count
        while token != .rightBracket, token != .endOfFile {
            push(expression())
            if !continuesList(.rightBracket, "type argument list") { break }
        }
        expressionLevel = level
        let isSingle = stack.count == mark + 1
        let length = isSingle ? Node(index: stack[mark]) : Node.none
        expect(.rightBracket)
        if isSingle, beginsType {
            stack.removeLast()
            let element = type()
            return (name, add(.arrayType, begin, a: length.index, b: element.index))
        }
        let arguments = close(mark)
        return (.none, add(.index, startOf(name), a: name.index, b: arguments.offset))
    }

    // MARK: Structs

    private mutating func structType() -> Node { braced(.structType) { $0.structField() } }

    /// The members between the braces of a struct or an interface.
    private mutating func braced(_ kind: NodeKind, member: (inout Parser) -> Node) -> Node {
        let begin = start
        advance()
        expect(.leftBrace)
        let mark = stack.count
        while token != .rightBrace, token != .endOfFile {
            let before = lexer.start
            push(member(&self))
            if token != .rightBrace { expectSemicolon() }
            if lexer.start == before { advance() }
            if isOutsideOfType { break }
        }
        let members = close(mark)
        expect(.rightBrace)
        return add(kind, begin, b: members.offset)
    }

    /// A keyword that cannot stand in a struct or interface: the closing brace is missing.
    private var isOutsideOfType: Bool {
        switch token {
        case .type, .var, .const, .return, .if, .for, .switch, .defer, .go: true
        default: false
        }
    }

    private mutating func structField() -> Node {
        let begin = start
        var names = NodeList.empty
        let type: Node
        switch token {
        case .identifier:
            let name = takeName()
            switch token {
            case .period, .string, .semicolon, .rightBrace: type = typeName(after: name)
            case .leftBracket:
                let (field, read) = arrayOrInstance(name)
                if !field.isNone { names = list(field) }
                type = read
            case .comma:
                let mark = stack.count
                push(name)
                while take(.comma) { push(identifier()) }
                names = close(mark)
                type = self.type()
            default:
                names = list(name)
                type = self.type()
            }
        case .multiply:
            advance()
            let pointee = self.type()
            type = add(.star, begin, a: pointee.index)
        case .leftParen:
            // The compiler refuses it; gofmt does not, and there is no doubt what is meant.
            type = self.type()
        default:
            reportExpected("field name or embedded type")
            type = add(.badExpression, begin)
            skipToStatement()
            return add(.field, begin, b: type.index)
        }
        var tag = Node.none
        if token == .string {
            let tagStart = start
            advance()
            tag = add(.literal, tagStart, op: .string)
        }
        return add(.field, begin, a: names.offset, b: type.index, c: tag.index)
    }

    // MARK: Interfaces

    private mutating func interfaceType() -> Node { braced(.interfaceType) { $0.interfaceElement() } }

    private mutating func interfaceElement() -> Node {
        let begin = start
        if token == .identifier {
            let name = takeName()
            if token == .leftParen {
                let type = signature(start, typeParameters: .empty)
                let names = list(name)
                return add(.field, begin, a: names.offset, b: type.index)
            }
            if token == .leftBracket { return instanceOrGenericMethod(name, begin) }
            let first = typeName(after: name)
            let type = constraint(first)
            return add(.field, begin, b: type.index)
        }
        let type = constraint(.none)
        return add(.field, begin, b: type.index)
    }

    /// `T[A]` embedded, or `m[P any]()`, which Go does not have.
    private mutating func instanceOrGenericMethod(_ name: Node, _ begin: UInt32) -> Node {
        let read = arrayOrInstance(name)
        if token == .leftParen || !read.name.isNone {
            report("interface method must have no type parameters", at: name)
            while token != .leftParen, token != .semicolon, token != .rightBrace, token != .endOfFile { advance() }
            guard token == .leftParen else { return add(.field, begin, b: add(.badExpression, begin).index) }
            let type = signature(start, typeParameters: .empty)
            let names = list(name)
            return add(.field, begin, a: names.offset, b: type.index)
        }
        let type = constraint(read.type)
        return add(.field, begin, b: type.index)
    }

    /// A union of terms `T` and `~T`; the first may have been read.
    mutating func constraint(_ first: Node) -> Node {
        var left = first.isNone ? term() : first
        while token == .or {
            let opStart = start
            advance()
            let right = term()
            left = add(.binary, startOf(left), op: .or, a: left.index, b: right.index, c: opStart)
        }
        return left
    }

    private mutating func term() -> Node {
        let begin = start
        guard take(.tilde) else { return type() }
        let type = type()
        return add(.unary, begin, op: .tilde, a: type.index)
    }

    // MARK: Functions

    /// Parameters and results; the current token should be `(`.
    mutating func signature(_ begin: UInt32, typeParameters: NodeList) -> Node {
        let parameters = self.parameters()
        var results = NodeList.empty
        if token == .leftParen {
            results = self.parameters()
        } else if beginsType {
            let resultStart = start
            let type = self.type()
            let field = add(.field, resultStart, b: type.index)
            results = list(field)
        }
        return add(.functionType, begin, a: typeParameters.offset, b: parameters.offset, c: results.offset)
    }

    /// A list in parentheses: all its entries have names, or none has.
    mutating func parameters() -> NodeList {
        guard token == .leftParen else {
            reportExpected("'('")
            return .empty
        }
        advance()
        // Pairs of name and type.
        let mark = stack.count
        var named = false
        while token != .rightParen, token != .endOfFile {
            let (name, type) = parameter()
            push(name)
            push(type)
            if !name.isNone, !type.isNone { named = true }
            if !continuesList(.rightParen, "parameter list") { break }
        }
        let result = closeParameters(mark, named: named)
        expectClosing(.rightParen)
        return result
    }

    /// One entry. A lone name, which may be a type or share the type of its successor, comes as the type.
    private mutating func parameter() -> (name: Node, type: Node) {
        let begin = start
        switch token {
        case .identifier:
            let name = takeName()
            switch token {
            case .leftBracket: return arrayOrInstance(name)
            case .period: return (.none, typeName(after: name))
            case .ellipsis: return (name, ellipsis())
            default:
                guard beginsType else { return (.none, name) }
                return (name, type())
            }
        case .ellipsis: return (.none, ellipsis())
        default:
            let before = lexer.start
            let type = self.type()
            if lexer.start == before, token != .rightParen, token != .comma { advance() }
            if kind(type) == .badExpression { return (.none, add(.badExpression, begin)) }
            return (.none, type)
        }
    }

    private mutating func ellipsis() -> Node {
        let begin = start
        advance()
        let element: Node
        if beginsType {
            element = type()
        } else {
            report("'...' parameter is missing type")
            element = add(.badExpression, start)
        }
        return add(.ellipsis, begin, a: element.index)
    }

    private mutating func closeParameters(_ mark: Int, named: Bool) -> NodeList {
        let pairs = (stack.count - mark) / 2
        guard pairs > 0 else { return .empty }
        // The fields are put over the pairs, of which there are at least as many.
        var fields = 0
        if named {
            var pending = 0
            for pair in 0..<pairs {
                let name = Node(index: stack[mark + 2 * pair])
                let type = Node(index: stack[mark + 2 * pair + 1])
                if name.isNone {
                    if kind(type) != .identifier, kind(type) != .badExpression {
                        report("mixed named and unnamed parameters", at: type)
                    }
                    pending += 1
                    continue
                }
                let names = UInt32(truncatingIfNeeded: extra.count)
                extra.append(UInt32(truncatingIfNeeded: pending + 1))
                for earlier in (pair - pending)..<pair { extra.append(stack[mark + 2 * earlier + 1]) }
                extra.append(name.index)
                let first = Node(index: extra[Int(names) + 1])
                pending = 0
                let field = addField(first, end: type, names: names, type: type)
                stack[mark + fields] = field.index
                fields += 1
            }
            if pending > 0 {
                let last = Node(index: stack[mark + 2 * pairs - 1])
                report("mixed named and unnamed parameters", at: last)
                for pair in (pairs - pending)..<pairs {
                    let type = Node(index: stack[mark + 2 * pair + 1])
                    stack[mark + fields] = addField(type, end: type, names: 0, type: type).index
                    fields += 1
                }
            }
        } else {
            for pair in 0..<pairs {
                let type = Node(index: stack[mark + 2 * pair + 1])
                stack[mark + fields] = addField(type, end: type, names: 0, type: type).index
                fields += 1
            }
        }
        stack.removeLast(stack.count - mark - fields)
        return close(mark)
    }

    private mutating func addField(_ first: Node, end: Node, names: UInt32, type: Node) -> Node {
        let node = add(.field, startOf(first), a: names, b: type.index)
        nodes[Int(node.index)].end = nodes[Int(end.index)].end
        return node
    }

    // MARK: Type parameters

    /// `[P, Q any, R ~int]`. The `[` is still to come unless a first name (and its constraint) has been read.
    mutating func typeParameters(_ firstName: Node, _ firstType: Node) -> NodeList {
        if firstName.isNone { expect(.leftBracket) }
        let level = expressionLevel
        expressionLevel = max(level, 0) + 1
        defer { expressionLevel = level }
        let outer = stack.count
        var readName = firstName
        var readType = firstType
        while readName != .none || (token != .rightBracket && token != .endOfFile) {
            let begin = readName.isNone ? start : startOf(readName)
            let mark = stack.count
            push(readName.isNone ? identifier() : readName)
            readName = .none
            if readType.isNone {
                while take(.comma) {
                    if token == .rightBracket { break }
                    push(identifier())
                }
            }
            let names = close(mark)
            let type: Node
            if !readType.isNone {
                type = constraint(readType)
                readType = .none
            } else if token == .rightBracket || token == .endOfFile {
                report("missing type constraint")
                type = add(.badExpression, start)
            } else {
                let before = lexer.start
                type = constraint(.none)
                if lexer.start == before, token != .rightBracket { advance() }
            }
            push(add(.field, begin, a: names.offset, b: type.index))
            if !continuesList(.rightBracket, "type parameter list") { break }
        }
        if stack.count == outer { report("empty type parameter list") }
        let result = close(outer)
        expect(.rightBracket)
        return result
    }
}
