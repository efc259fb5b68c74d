import GoSource

/// The values that an integer expression may have.
extension ValueRanges {
    /// How deep an expression is read; of what is below only the type is known.
    private static let maximumLevel = 40

    func interval(_ node: Node, _ environment: RangeEnvironment, _ level: Int = 0) -> Interval {
        let type = file.type(of: node)
        let whole = whole(type) ?? .unknown
        guard level < Self.maximumLevel else { return whole }
        if let value = constant(node) { return value }
        func inner(_ node: Node) -> Interval { interval(node, environment, level + 1) }
        switch tree.syntax(node) {
        case .paren(let operand): return inner(operand)
        case .identifier, .selector, .star:
            return place(node).flatMap { environment.interval(.value, of: $0) } ?? whole
        case .unary(.add, let operand): return inner(operand)
        case .unary(.subtract, let operand): return inner(operand).negated.fitted(into: whole)
        case .unary(.xor, let operand):
            guard let all = self.whole(type) else { return whole }
            // All bits turned: the distance to the largest value, or to -1.
            let top = all.low == 0 ? all.high : -1
            let value = inner(operand)
            return Interval(top - value.high, top - value.low)
        case .binary(let op, let left, let right):
            return Interval.result(of: op, inner(left), inner(right))?.fitted(into: whole) ?? whole
        case .call(_, let arguments, _):
            switch code.info.callee(of: node, in: file) {
            case .conversion(let target):
                return converted(tree.first(arguments), to: target, environment, level) ?? whole
            case .builtin(.len): return lengths(tree.first(arguments), environment).length
            case .builtin(.cap): return lengths(tree.first(arguments), environment).capacity
            case .builtin(.min): return extreme(tree.nodes(arguments).map(inner), min) ?? whole
            case .builtin(.max): return extreme(tree.nodes(arguments).map(inner), max) ?? whole
            default: return whole
            }
        default: return whole
        }
    }

    private func converted(
        _ argument: Node, to type: GoType, _ environment: RangeEnvironment, _ level: Int
    ) -> Interval? {
        guard let all = whole(type),
            whole(argument) != nil || code.info.constant(of: argument, in: file).isKnown
        else { return nil }
        return interval(argument, environment, level + 1).fitted(into: all)
    }

    private func extreme(_ values: [Interval], _ choose: (Int128, Int128) -> Int128) -> Interval? {
        guard let first = values.first else { return nil }
        return values.dropFirst().reduce(first) { Interval(choose($0.low, $1.low), choose($0.high, $1.high)) }
    }

    /// What a function of the standard library gives as its first result.
    func parsed(_ node: Node) -> Interval? {
        guard let call = code.call(at: node, in: file) else { return nil }
        guard call.name == "strconv.ParseInt" || call.name == "strconv.ParseUint",
            let bits = code.integer(call.argument(2), in: file), bits > 0, bits <= 64
        else { return nil }
        return .of(bits: bits, isSigned: call.name == "strconv.ParseInt")
    }
}
