extension GoFile {
    /// The parts of a node.
    public func syntax(_ of: Node) -> Syntax {
        let record = records[Int(of.index)]
        @inline(__always)
        func node(_ index: UInt32) -> Node { Node(index: index) }
        @inline(__always)
        func list(_ offset: UInt32) -> NodeList { NodeList(offset: offset) }
        @inline(__always)
        func part(_ offset: UInt32, _ index: Int) -> Node { Node(index: extra[Int(offset) + index]) }
        switch record.kind {
        case .none: return .none
        case .badExpression: return .badExpression
        case .identifier: return .identifier(name: NameID(index: record.a))
        case .literal: return .literal(kind: record.op)
        case .compositeLiteral: return .compositeLiteral(type: node(record.a), elements: list(record.b))
        case .functionLiteral: return .functionLiteral(type: node(record.a), body: node(record.b))
        case .paren: return .paren(node(record.a))
        case .selector: return .selector(operand: node(record.a), name: node(record.b))
        case .index: return .index(operand: node(record.a), indices: list(record.b))
        case .slice:
            return .slice(
                operand: node(record.a), low: part(record.b, 0), high: part(record.b, 1), max: part(record.b, 2))
        case .typeAssertion: return .typeAssertion(operand: node(record.a), type: node(record.b))
        case .call:
            return .call(
                function: node(record.a), arguments: list(record.b), isSpread: record.flags & NodeFlag.ellipsis != 0)
        case .star: return .star(node(record.a))
        case .unary: return .unary(op: record.op, operand: node(record.a))
        case .binary: return .binary(op: record.op, left: node(record.a), right: node(record.b))
        case .keyValue: return .keyValue(key: node(record.a), value: node(record.b))
        case .arrayType:
            return .arrayType(
                length: node(record.a), element: node(record.b), isCounted: record.flags & NodeFlag.countedArray != 0)
        case .structType: return .structType(fields: list(record.b))
        case .functionType:
            return .functionType(
                typeParameters: list(record.a), parameters: list(record.b), results: list(record.c))
        case .interfaceType: return .interfaceType(elements: list(record.b))
        case .mapType: return .mapType(key: node(record.a), value: node(record.b))
        case .channelType:
            let direction: ChannelDirection =
                switch record.flags {
                case NodeFlag.sends: .send
                case NodeFlag.receives: .receive
                default: .both
                }
            return .channelType(direction: direction, element: node(record.a))
        case .ellipsis: return .ellipsis(element: node(record.a))
        case .field: return .field(names: list(record.a), type: node(record.b), tag: node(record.c))
        case .badStatement: return .badStatement
        case .declaration: return .declaration(node(record.a))
        case .empty: return .empty
        case .labeled: return .labeled(label: node(record.a), statement: node(record.b))
        case .expression: return .expression(node(record.a))
        case .send: return .send(channel: node(record.a), value: node(record.b))
        case .incrementDecrement: return .incrementDecrement(op: record.op, operand: node(record.a))
        case .assign: return .assign(op: record.op, left: list(record.a), right: list(record.b))
        case .go: return .go(call: node(record.a))
        case .defer: return .defer(call: node(record.a))
        case .return: return .return(results: list(record.a))
        case .branch: return .branch(op: record.op, label: node(record.a))
        case .block: return .block(statements: list(record.b))
        case .if:
            return .if(
                initial: node(record.a), condition: part(record.c, 0), then: part(record.c, 1),
                otherwise: part(record.c, 2))
        case .switch: return .switch(initial: node(record.a), tag: node(record.b), body: node(record.c))
        case .typeSwitch:
            return .typeSwitch(initial: node(record.a), guardStatement: node(record.b), body: node(record.c))
        case .caseClause:
            return .caseClause(
                expressions: list(record.a), body: list(record.b),
                isDefault: record.flags & NodeFlag.defaultClause != 0)
        case .select: return .select(body: node(record.a))
        case .communicationClause: return .communicationClause(communication: node(record.a), body: list(record.b))
        case .for:
            return .for(
                initial: part(record.c, 0), condition: part(record.c, 1), post: part(record.c, 2),
                body: node(record.b))
        case .range:
            return .range(
                key: node(record.a), value: node(record.b), op: record.op, operand: part(record.c, 0),
                body: part(record.c, 1))
        case .general:
            return .general(
                keyword: record.op, specs: list(record.a),
                isParenthesized: record.flags & NodeFlag.parenthesized != 0)
        case .importSpec: return .importSpec(name: node(record.a), path: node(record.b))
        case .valueSpec: return .valueSpec(names: list(record.a), type: node(record.b), values: list(record.c))
        case .typeSpec:
            return .typeSpec(
                name: node(record.a), typeParameters: list(record.b), type: node(record.c),
                isAlias: record.flags & NodeFlag.alias != 0)
        case .function:
            return .function(
                receiver: list(extra[Int(record.c)]), name: node(record.a), type: node(record.b),
                body: part(record.c, 1))
        }
    }

    /// Whether the bodies of functions were skipped when the file was read.
    public func isSkipped(_ block: Node) -> Bool {
        kind(block) == .block && record(block).flags & NodeFlag.skipped != 0
    }
}
