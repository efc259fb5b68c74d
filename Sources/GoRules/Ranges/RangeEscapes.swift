import GoSource

/// The ways past the order of statements: pointers, closures and calls change variables, jumps come from elsewhere.
extension ValueRanges {
    /// Looks through a function for what its statements do not say in their order.
    mutating func findOtherWays(_ body: Node) {
        var exposed: Set<ObjectID> = []
        var jumpTargets: Set<String> = []
        func expose(_ target: Node) {
            if let object = rootVariable(target) { exposed.insert(object) }
        }
        tree.visit(body) { node, kind in
            switch tree.syntax(node) {
            case .unary(.and, let operand): expose(operand)
            case .selector(let operand, _):
                let method = file.object(of: node)
                // `x.f` is short for `(&x).f` where f has a pointer receiver (Go specification, "Calls").
                if code.info.kind(of: method) == .method, code.program.hasPointerReceiver(method),
                    !code.types.isPointer(file.type(of: operand))
                {
                    expose(operand)
                }
            case .branch(.goto, let label): jumpTargets.insert(tree.name(of: label))
            default:
                for target in targets(node) where isOfOuterFunction(target) { expose(target) }
            }
            return true
        }
        self.exposed.formUnion(exposed)
        self.jumpTargets.formUnion(jumpTargets)
    }

    /// What a statement stores in.
    private func targets(_ statement: Node) -> [Node] {
        switch tree.syntax(statement) {
        case .assign(_, let left, _): Array(tree.nodes(left))
        case .incrementDecrement(_, let operand): [operand]
        case .range(let key, let value, _, _, _): [key, value]
        default: []
        }
    }

    /// A literal that stores in a variable of the function around it does so whenever it is called.
    private func isOfOuterFunction(_ target: Node) -> Bool {
        guard let object = rootVariable(target), let local = code.info.local(object), local.isCaptured else {
            return false
        }
        return code.function(around: target, in: file)?.index != local.function
    }

    /// Whether code that is not in sight may change a variable: of the package, or one that a pointer or closure holds.
    func isExposed(_ object: ObjectID) -> Bool { !object.isLocal || exposed.contains(object) }

    /// What a call may change.
    func forgetShared(_ environment: inout RangeEnvironment) {
        environment.forgetShared { isExposed($0) }
    }

    /// Forgets all that a statement may change.
    func forgetChanged(in node: Node, _ environment: inout RangeEnvironment) {
        guard !node.isNone else { return }
        var hasCalls = false
        var storesBehindPointers = false
        tree.visit(node) { inner, kind in
            if kind == .call, !hasCalls { hasCalls = runsCode(inner) }
            for target in targets(inner) {
                if let object = rootVariable(target) { environment.forget(object) }
                if tree.kind(tree.unparen(target)) == .star { storesBehindPointers = true }
            }
            return true
        }
        if hasCalls {
            forgetShared(&environment)
        } else if storesBehindPointers {
            environment.forget { isExposed($0) }
        }
    }

    /// Whether a call is one of a function, no conversion or builtin.
    private func runsCode(_ call: Node) -> Bool {
        switch code.info.callee(of: call, in: file) {
        case .conversion, .builtin: false
        default: true
        }
    }

    /// The variable that is stored in, or that leads there.
    private func rootVariable(_ node: Node) -> ObjectID? {
        var node = tree.unparen(node)
        for _ in 0..<20 {
            switch tree.syntax(node) {
            case .identifier: return code.variable(node, in: file)
            case .selector(let operand, _): node = tree.unparen(operand)
            case .star(let operand): node = tree.unparen(operand)
            // An element of a list is no length and no integer variable.
            default: return nil
            }
        }
        return nil
    }

    /// Whether a jump in the body of a loop, switch or select goes on behind it.
    func isLeft(_ body: Node) -> Bool { isLeft(body, isInner: false) }

    private func isLeft(_ root: Node, isInner: Bool) -> Bool {
        var isLeft = false
        tree.visit(root) { node, kind in
            guard !isLeft, kind != .functionLiteral else { return false }
            switch kind {
            case .for, .range, .switch, .typeSwitch, .select:
                if node == root { return true }
                isLeft = self.isLeft(node, isInner: true)
                return false
            case .branch:
                guard case .branch(let op, let label) = tree.syntax(node) else { return false }
                // A break without a label in an inner statement leaves that one only.
                isLeft = op == .goto || op == .break && (!isInner || !label.isNone)
                return false
            default: return true
            }
        }
        return isLeft
    }
}
