import GoSource

/// Finds what the hooks ask for: conversions and indexes, in the order in which they run.
extension ValueRanges {
    mutating func look(_ node: Node, _ environment: inout RangeEnvironment) {
        guard !node.isNone, depth < Self.maximumDepth else { return }
        depth += 1
        defer { depth -= 1 }
        switch tree.syntax(node) {
        case .identifier, .literal, .none: return
        case .binary(let op, let left, let right) where op == .logicalAnd || op == .logicalOr:
            look(left, &environment)
            let first = outcomes(left, environment)
            var inner = op == .logicalAnd ? first.whenTrue : first.whenFalse
            look(right, &inner)
            // What the right side changed, if it was run.
            environment.merge(inner)
        case .functionLiteral(_, let body):
            var inner = RangeEnvironment()
            let loops = loopVariables
            _ = execute(body, &inner)
            loopVariables = loops
        case .call(let function, let arguments, _): lookAtCall(node, function, arguments, &environment)
        case .index(let operand, let indices):
            look(operand, &environment)
            for index in tree.nodes(indices) { look(index, &environment) }
            checkIndex(node, operand, tree.first(indices), environment)
        case .slice(let operand, let low, let high, let max):
            for part in [operand, low, high, max] { look(part, &environment) }
            checkSlice(node, operand, low, high, max, environment)
        default:
            var children: [Node] = []
            tree.forEachChild(of: node) { children.append($0) }
            for child in children { look(child, &environment) }
        }
    }

    private mutating func lookAtCall(
        _ node: Node, _ function: Node, _ arguments: NodeList, _ environment: inout RangeEnvironment
    ) {
        let callee = code.info.callee(of: node, in: file)
        switch callee {
        case .conversion(let type):
            let argument = tree.first(arguments)
            look(argument, &environment)
            checkConversion(node, argument, type, environment)
            return
        case .builtin: break
        default: look(function, &environment)
        }
        for argument in tree.nodes(arguments) { look(argument, &environment) }
        if case .builtin = callee { return }
        if case .function(let object) = callee, callDepth < 2 { enter(object, arguments, environment) }
        forgetShared(&environment)
    }

    /// Reads a function of the package again with the lengths that are given here.
    private func enter(_ object: ObjectID, _ arguments: NodeList, _ environment: RangeEnvironment) {
        guard hooks.bounds != nil, hooks.conversion == nil, code.takeNestedRun(),
            let function = code.functionsByObject[object]
        else { return }
        var start = RangeEnvironment()
        var isWorthIt = false
        for (parameter, argument) in zip(function.parameters, tree.nodes(arguments)) where !parameter.isNone {
            guard isSliceLike(file.type(of: argument)), !code.types.isString(file.type(of: argument)) else { continue }
            let known = lengths(argument, environment)
            guard known.isMade, known.length.isPoint, known.capacity.isPoint else { continue }
            start.setLengths(
                of: RangePlace(root: parameter), length: known.length, capacity: known.capacity, isMade: true)
            isWorthIt = true
        }
        guard isWorthIt else { return }
        var inner = ValueRanges(code, code.files[function.file], Hooks(bounds: hooks.bounds))
        inner.callDepth = callDepth + 1
        inner.run(function, start)
    }

    // MARK: Conversions

    private func checkConversion(_ node: Node, _ argument: Node, _ type: GoType, _ environment: RangeEnvironment) {
        guard let hook = hooks.conversion else { return }
        let source = code.types.underlying(file.type(of: argument))
        let target = code.types.underlying(type)
        guard source != .uintptr, target != .uintptr, whole(source) != nil, let whole = whole(target),
            !code.info.constant(of: argument, in: file).isKnown
        else { return }
        let value = interval(argument, environment)
        if !whole.contains(value), !isComparedBack(node, argument) { hook(node, file, value) }
    }

    /// `uint64(uint32(v)) == v` asks whether the value fits.
    private func isComparedBack(_ node: Node, _ argument: Node) -> Bool {
        func outer(_ node: Node) -> Node {
            var parent = code.parent(of: node, in: file)
            while tree.kind(parent) == .paren { parent = code.parent(of: parent, in: file) }
            return parent
        }
        let back = outer(node)
        guard tree.kind(back) == .call, case .conversion = code.info.callee(of: back, in: file),
            case .binary(let op, let left, let right) = tree.syntax(outer(back)), op == .equal || op == .notEqual
        else { return false }
        let text = tree.text(of: tree.unparen(argument))
        return [left, right].contains { tree.text(of: tree.unparen($0)) == text }
    }

    // MARK: Bounds

    /// Longer lengths come from types, not from values.
    private static let maximumLength: Int128 = 1 << 40

    private func checkIndex(_ node: Node, _ operand: Node, _ index: Node, _ environment: RangeEnvironment) {
        if let hook = hooks.index { hook(node, interval(index, environment)) }
        guard let hook = hooks.bounds, whole(file.type(of: index).defaulted) != nil else { return }
        let lengths = lengths(operand, environment)
        let value = interval(index, environment)
        guard lengths.isMade, lengths.length.high < Self.maximumLength, value.isSmall else { return }
        if value.high < 0 {
            hook(node, file, "the index \(value.high) is negative")
        } else if value.low >= lengths.length.high || value.isPoint && value.low >= lengths.length.low
            || isLoopIndex(index) && value.high >= lengths.length.low && lengths.length.isPoint && value.high < 1 << 20
        {
            hook(node, file, "the index may be \(value.high), the length is \(lengths.length.low)")
        }
    }

    /// A counter that goes through all its values, or that and a number.
    private func isLoopIndex(_ node: Node) -> Bool {
        let node = tree.unparen(node)
        if let object = code.variable(node, in: file) { return loopVariables.contains(object) }
        if case .binary(let op, let left, let right) = tree.syntax(node), op == .add || op == .subtract {
            return isLoopIndex(left) && code.info.constant(of: right, in: file).isKnown
                || isLoopIndex(right) && code.info.constant(of: left, in: file).isKnown
        }
        return false
    }

    private func checkSlice(
        _ node: Node, _ operand: Node, _ low: Node, _ high: Node, _ max: Node, _ environment: RangeEnvironment
    ) {
        guard let hook = hooks.bounds else { return }
        let lengths = lengths(operand, environment)
        guard lengths.isMade else { return }
        let isString = code.types.isString(file.type(of: operand))
        let limit = isString ? lengths.length : lengths.capacity
        guard limit.isPoint, limit.high < Self.maximumLength else { return }
        for bound in [high, max] where !bound.isNone {
            let value = interval(bound, environment)
            if value.isPoint, value.low > limit.high || value.low < 0 {
                hook(node, file, "the slice goes to \(value.low), the capacity is \(limit.high)")
                return
            }
        }
        guard !low.isNone else { return }
        let value = interval(low, environment)
        let end = high.isNone ? lengths.length : interval(high, environment)
        if value.isPoint, end.isPoint, value.low > end.high || value.low < 0 {
            hook(node, file, "the slice begins at \(value.low), behind its end \(end.high)")
        }
    }
}
