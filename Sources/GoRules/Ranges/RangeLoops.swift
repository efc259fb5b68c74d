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
        for part in [condition, post, body] { forgetChanged(in: part, &environment) }
        var inner = environment
        if let counter = counter(condition, post, body, before, environment) {
            inner.set(.value, of: counter.place, to: counter.inside)
            environment.set(.value, of: counter.place, to: counter.behind)
            if isBounded(condition, counter) { loopVariables.insert(counter.place.root) }
        }
        if !condition.isNone {
            look(condition, &inner)
            inner = outcomes(condition, inner).whenTrue
        }
        _ = execute(body, &inner)
        if !post.isNone { _ = execute(post, &inner) }
        let isLeft = isLeft(body)
        if !condition.isNone, !isLeft { environment = outcomes(condition, environment).whenFalse }
        return !condition.isNone || isLeft
    }

    /// The counter of a loop: it goes one way, and only the header moves it. The intervals are what is known of it without
    /// the condition.
    private struct Counter {
        var place: RangePlace
        /// In the body.
        var inside: Interval
        /// Behind the loop.
        var behind: Interval
    }

    private func counter(
        _ condition: Node, _ post: Node, _ body: Node, _ before: RangeEnvironment, _ turning: RangeEnvironment
    ) -> Counter? {
        guard let (target, step) = step(post, turning), let place = place(target), let whole = whole(target),
            let start = before.interval(.value, of: place)
        else { return nil }
        var kept = before
        for part in [condition, body] { forgetChanged(in: part, &kept) }
        guard kept.interval(.value, of: place) != nil else { return nil }
        if step.high <= 0 {
            let values = Interval(whole.low, start.high)
            return Counter(place: place, inside: values, behind: values)
        }
        guard step.low >= 0 else { return nil }
        guard let last = lastValue(start, step, condition, place) else {
            let values = Interval(start.low, whole.high)
            return Counter(place: place, inside: values, behind: values)
        }
        return Counter(
            place: place, inside: Interval(start.low, last).fitted(into: whole),
            behind: Interval(start.low, last + step.high).fitted(into: whole))
    }

    /// What a post statement moves, and how far at each turn.
    private func step(_ post: Node, _ environment: RangeEnvironment) -> (target: Node, step: Interval)? {
        switch tree.syntax(post) {
        case .incrementDecrement(let op, let operand): (operand, Interval(op == .increment ? 1 : -1))
        case .assign(.addAssign, let left, let right):
            (tree.first(left), interval(tree.first(right), environment))
        default: nil
        }
    }

    /// The last value of a counter that goes from a fixed start in fixed steps: 14 for `i := 2; i < 16; i += 2`.
    private func lastValue(_ start: Interval, _ step: Interval, _ condition: Node, _ place: RangePlace) -> Int128? {
        guard start.isPoint, step.isPoint, step.low > 0, !condition.isNone,
            case .binary(let op, let left, let right) = tree.syntax(tree.unparen(condition)),
            op == .less || op == .lessEqual, self.place(left) == place, let limit = constant(right)
        else { return nil }
        let most = limit.low - (op == .less ? 1 : 0)
        guard most >= start.low else { return nil }
        return start.low + (most - start.low) / step.low * step.low
    }

    /// Whether the header itself says how far a counter goes: `i < 16`, and nothing else that may end it earlier.
    private func isBounded(_ condition: Node, _ counter: Counter) -> Bool {
        guard case .binary(_, let left, let right) = tree.syntax(tree.unparen(condition)) else { return false }
        let isConstant = { (node: Node) in code.info.constant(of: node, in: file).isKnown }
        return isConstant(right) && code.mentions(counter.place.root, below: left, in: file)
            || isConstant(left) && code.mentions(counter.place.root, below: right, in: file)
    }

    /// `for key, value := range operand { body }`
    mutating func range(
        _ key: Node, _ value: Node, _ operand: Node, _ body: Node, _ environment: inout RangeEnvironment
    ) {
        look(operand, &environment)
        let position = positions(operand, environment)
        if let position, position.isEmpty { return }
        for part in [key, value] where !part.isNone { store(part, Stored(), &environment) }
        forgetChanged(in: body, &environment)
        var inner = environment
        if !key.isNone {
            store(key, Stored(value: position), &inner)
            let isFixed = code.info.constant(of: operand, in: file).isKnown
            if isFixed, let object = code.variable(key, in: file) { loopVariables.insert(object) }
        }
        _ = execute(body, &inner)
    }

    /// The first values of a range over a number, list or string; nil for maps, channels and functions, whose values may be
    /// any.
    private func positions(_ operand: Node, _ environment: RangeEnvironment) -> Interval? {
        let type = file.type(of: operand)
        if whole(type.defaulted) != nil { return Interval(0, interval(operand, environment).high - 1) }
        switch code.types.kind(code.types.underlying(type)) {
        case .map, .channel, .signature: return nil
        default:
            let lengths = lengths(operand, environment)
            return Interval(0, lengths.isMade ? lengths.length.high - 1 : max(0, lengths.length.high - 1))
        }
    }
}
