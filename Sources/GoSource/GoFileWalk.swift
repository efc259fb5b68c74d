/// Sees the nodes below a root in source order; each is left after everything below it.
public protocol SyntaxVisitor {
    /// Return false to pass over what is below `node` (it is left all the same).
    mutating func enter(_ node: Node, _ kind: NodeKind, in file: GoFile) -> Bool
    mutating func leave(_ node: Node, _ kind: NodeKind, in file: GoFile)
}

extension SyntaxVisitor {
    public mutating func leave(_ node: Node, _ kind: NodeKind, in file: GoFile) {}
}

extension GoFile {
    /// Calls `body` with each direct child, in source order.
    public func forEachChild(of node: Node, _ body: (Node) -> Void) {
        let record = records[Int(node.index)]
        @inline(__always)
        func one(_ index: UInt32) { if index != 0 { body(Node(index: index)) } }
        func all(_ offset: UInt32) {
            let count = Int(extra[Int(offset)])
            var at = Int(offset) + 1
            let end = at + count
            while at < end {
                one(extra[at])
                at += 1
            }
        }
        switch record.kind {
        case .none, .badExpression, .identifier, .literal, .badStatement, .empty: break
        case .paren, .star, .unary, .channelType, .ellipsis, .declaration, .expression, .incrementDecrement, .go,
            .defer,
            .branch, .select:
            one(record.a)
        case .selector, .typeAssertion, .binary, .keyValue, .arrayType, .mapType, .labeled, .send, .importSpec,
            .functionLiteral:
            one(record.a)
            one(record.b)
        case .compositeLiteral, .index, .call, .communicationClause:
            one(record.a)
            all(record.b)
        case .slice:
            one(record.a)
            for index in 0..<3 { one(extra[Int(record.b) + index]) }
        case .structType, .interfaceType, .block: all(record.b)
        case .functionType:
            all(record.a)
            all(record.b)
            all(record.c)
        case .field:
            all(record.a)
            one(record.b)
            one(record.c)
        case .assign, .caseClause:
            all(record.a)
            all(record.b)
        case .return, .general: all(record.a)
        case .if:
            one(record.a)
            for index in 0..<3 { one(extra[Int(record.c) + index]) }
        case .switch, .typeSwitch:
            one(record.a)
            one(record.b)
            one(record.c)
        case .for:
            for index in 0..<3 { one(extra[Int(record.c) + index]) }
            one(record.b)
        case .range:
            one(record.a)
            one(record.b)
            one(extra[Int(record.c)])
            one(extra[Int(record.c) + 1])
        case .valueSpec:
            all(record.a)
            one(record.b)
            all(record.c)
        case .typeSpec:
            one(record.a)
            all(record.b)
            one(record.c)
        case .function:
            all(extra[Int(record.c)])
            one(record.a)
            one(record.b)
            one(extra[Int(record.c) + 1])
        }
    }

    /// Walks what is below `root`, and `root` itself. Needs no recursion, whatever the depth of the tree.
    public func walk(_ root: Node, _ visitor: inout some SyntaxVisitor) {
        guard !root.isNone else { return }
        // The highest bit marks nodes that are to be left.
        let leaving: UInt32 = 1 << 31
        var open: [UInt32] = [root.index]
        while let next = open.popLast() {
            if next & leaving != 0 {
                let node = Node(index: next & ~leaving)
                visitor.leave(node, kind(node), in: self)
                continue
            }
            let node = Node(index: next)
            open.append(next | leaving)
            guard visitor.enter(node, kind(node), in: self) else { continue }
            let mark = open.count
            forEachChild(of: node) { open.append($0.index) }
            open[mark...].reverse()
        }
    }

    /// Walks the declarations of the file.
    public func walk(_ visitor: inout some SyntaxVisitor) {
        for declaration in nodes(declarations) { walk(declaration, &visitor) }
    }

    /// `root` and what is below it in source order; where `descend` is false, what is below a node is left out.
    public func visit(_ root: Node, _ descend: (Node, NodeKind) -> Bool) {
        guard !root.isNone else { return }
        var open: [UInt32] = [root.index]
        while let next = open.popLast() {
            let node = Node(index: next)
            guard descend(node, kind(node)) else { continue }
            let mark = open.count
            forEachChild(of: node) { open.append($0.index) }
            open[mark...].reverse()
        }
    }

    /// For each node the node it stands in; 0 for declarations. Made anew at each call: keep it.
    public func parents() -> [UInt32] {
        var parents = [UInt32](repeating: 0, count: records.count)
        for index in records.indices {
            forEachChild(of: Node(index: UInt32(index))) { parents[Int($0.index)] = UInt32(index) }
        }
        return parents
    }
}
