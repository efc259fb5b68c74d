import GoSource

/// Loops: what the body changes is forgotten, and the body read once for all its turns. A counter that only the header
/// moves keeps the end that it comes from.
extension ValueRanges {
    /// `for initial; condition; post { body }`, behind the initial statement.
    mutating func loop(
        _ condition: Node, _ post: Node, _ body: Node, _ environment: inout RangeEnvironment
    ) -> Bool {
        let before = environment
        // A loop that is never entered says nothing.
        if !condition.isNone, neverHolds(condition, before) { return true }
        forgetChanged(in: body, &environment)
        forgetChanged(in: post, &environment)
        if let counter = counter(condition, post, body, before) {
            environment.set(.value, of: counter.place, to: counter.values)
            if isBounded(condition) { loopVariables.insert(counter.place.root) }
        }
        var inner = environment
        if !condition.isNone {
            look(condition, &inner)
            inner = outcomes(condition, inner).whenTrue
        }
        _ = execute(body, &inner)
        if !post.isNone { _ = execute(post, &inner) }
        let hasBreak = code.contains(body, in: file) { node, kind in
            if kind == .branch, case .branch(let op, _) = tree.syntax(node) { return op == .break || op == .goto }
            return false
        }
        if !condition.isNone, !hasBreak { environment = outcomes(condition, environment).whenFalse }
        return !condition.isNone || hasBreak
    }

    private struct Counter {
        var place: RangePlace
        /// The values that it may have in the body and behind the loop, but for what the condition says.
        var values: Interval
    }

    /// The counter of a loop: it goes one way, and only the header moves it.
    private func counter(_ condition: Node, _ post: Node, _ body: Node, _ before: RangeEnvironment) -> Counter? {
        let target: Node
        switch tree.syntax(post) {
        case .incrementDecrement(_, let operand): target = operand
        case .assign(.addAssign, let left, _): target = tree.first(left)
        default: return nil
        }
        guard let place = place(target), let start = before.interval(.value, of: place), let whole = whole(target)
        else {
            return nil
        }
        var inner = before
        forgetChanged(in: body, &inner)
        guard inner.interval(.value, of: place) != nil else { return nil }
        switch tree.syntax(post) {
        case .incrementDecrement(.increment, _):
            return Counter(place: place, values: Interval(start.low, whole.high))
        case .incrementDecrement: return Counter(place: place, values: Interval(whole.low, start.high))
        case .assign(_, _, let right):
            let step = interval(tree.first(right), before)
            guard step.low >= 0 else { return nil }
            let last = lastValue(start, step, condition) ?? whole.high
            return Counter(place: place, values: Interval(start.low, last))
        default: return nil
        }
    }

    /// The last value of a counter that goes from a fixed start in fixed steps: 14 for `i := 2; i < 16; i += 2`.
    private func lastValue(_ start: Interval, _ step: Interval, _ condition: Node) -> Int128? {
        guard start.isPoint, step.isPoint, step.low > 0, !condition.isNone,
            case .binary(let op, _, let right) = tree.syntax(tree.unparen(condition)), op == .less || op == .lessEqual,
            let limit = code.info.constant(of: right, in: file).integer
        else { return nil }
        let most = Int128(limit) - (op == .less ? 1 : 0)
        guard most >= start.low else { return nil }
        return start.low + (most - start.low) / step.low * step.low
    }

    /// Whether the header itself says how far a counter goes: `i < 16`, and nothing else that may end it earlier.
    private func isBounded(_ condition: Node) -> Bool {
        guard case .binary(_, let left, let right) = tree.syntax(tree.unparen(condition)) else { return false }
        return code.info.constant(of: right, in: file).isKnown || code.info.constant(of: left, in: file).isKnown
    }

    /// `for key, value := range operand { body }`
    mutating func range(
        _ key: Node, _ value: Node, _ operand: Node, _ body: Node, _ environment: inout RangeEnvironment
    ) {
        look(operand, &environment)
        let position: Interval
        let type = file.type(of: operand)
        if whole(type.defaulted) != nil {
            position = Interval(0, interval(operand, environment).high - 1)
        } else {
            let lengths = lengths(operand, environment)
            if lengths.isMade, lengths.length.high == 0 { return }
            position = Interval(0, max(0, lengths.length.high - 1))
        }
        forgetChanged(in: body, &environment)
        var inner = environment
        if !key.isNone, code.types.kind(code.types.underlying(type)) != .map {
            store(key, Stored(value: position), &inner)
            let isFixed = code.info.constant(of: operand, in: file).isKnown
            if isFixed, let object = code.variable(key, in: file) { loopVariables.insert(object) }
        }
        if !value.isNone { store(value, Stored(), &inner) }
        _ = execute(body, &inner)
    }
}
