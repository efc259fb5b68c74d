import GoSource

/// What conditions say: how the environment narrows where they hold and where they do not.
extension ValueRanges {
    typealias Outcomes = (whenTrue: RangeEnvironment, whenFalse: RangeEnvironment)

    /// How deep a condition is read.
    private static let maximumConditionLevel = 30
    private static let maximumConstraintLevel = 12

    /// The environment behind a condition, both ways. Each part is read once, so that a condition costs what it is long.
    func outcomes(_ condition: Node, _ environment: RangeEnvironment, _ level: Int = 0) -> Outcomes {
        guard !condition.isNone, level < Self.maximumConditionLevel else { return (environment, environment) }
        switch tree.syntax(tree.unparen(condition)) {
        case .unary(.not, let operand):
            let inner = outcomes(operand, environment, level + 1)
            return (inner.whenFalse, inner.whenTrue)
        case .binary(.logicalAnd, let left, let right):
            var first = outcomes(left, environment, level + 1)
            let second = outcomes(right, first.whenTrue, level + 1)
            first.whenFalse.merge(second.whenFalse)
            return (second.whenTrue, first.whenFalse)
        case .binary(.logicalOr, let left, let right):
            var first = outcomes(left, environment, level + 1)
            let second = outcomes(right, first.whenFalse, level + 1)
            first.whenTrue.merge(second.whenTrue)
            return (first.whenTrue, second.whenFalse)
        case .binary(let op, let left, let right):
            guard let opposite = Self.opposite(op), whole(file.type(of: left).defaulted) != nil else {
                return (environment, environment)
            }
            return (compared(left, op, right, environment), compared(left, opposite, right, environment))
        default: return (environment, environment)
        }
    }

    /// The comparison that holds where another does not; nil for what is no comparison.
    private static func opposite(_ op: Token) -> Token? {
        switch op {
        case .equal: .notEqual
        case .notEqual: .equal
        case .less: .greaterEqual
        case .lessEqual: .greater
        case .greater: .lessEqual
        case .greaterEqual: .less
        default: nil
        }
    }

    private func compared(
        _ left: Node, _ op: Token, _ right: Node, _ environment: RangeEnvironment
    ) -> RangeEnvironment {
        let first = interval(left, environment)
        let second = interval(right, environment)
        var environment = environment
        switch op {
        case .less:
            constrain(left, .atMost(second.high - 1), &environment)
            constrain(right, .atLeast(first.low + 1), &environment)
        case .lessEqual:
            constrain(left, .atMost(second.high), &environment)
            constrain(right, .atLeast(first.low), &environment)
        case .greater:
            constrain(left, .atLeast(second.low + 1), &environment)
            constrain(right, .atMost(first.high - 1), &environment)
        case .greaterEqual:
            constrain(left, .atLeast(second.low), &environment)
            constrain(right, .atMost(first.high), &environment)
        case .equal:
            constrain(left, second, &environment)
            constrain(right, first, &environment)
        case .notEqual where second.isPoint:
            if second.low == first.low { constrain(left, .atLeast(first.low + 1), &environment) }
            if second.low == first.high { constrain(left, .atMost(first.high - 1), &environment) }
        default: break
        }
        return environment
    }

    /// Takes it that the value of an expression lies in an interval.
    func constrain(_ node: Node, _ bound: Interval, _ environment: inout RangeEnvironment, _ level: Int = 0) {
        let node = tree.unparen(node)
        guard level < Self.maximumConstraintLevel, !bound.isEmpty, !code.info.constant(of: node, in: file).isKnown
        else {
            return
        }
        if let place = place(node) {
            narrow(.value, of: place, within: whole(node) ?? .unknown, to: bound, &environment)
            return
        }
        switch tree.syntax(node) {
        case .call(_, let arguments, _):
            let argument = tree.first(arguments)
            switch code.info.callee(of: node, in: file) {
            case .builtin(.len):
                guard let place = place(argument) else { return }
                narrow(.length, of: place, within: .length, to: bound, &environment)
            case .builtin(.cap):
                guard let place = place(argument) else { return }
                narrow(.capacity, of: place, within: .length, to: bound, &environment)
            case .conversion(let type):
                guard let target = whole(type), let source = whole(argument),
                    target.contains(source) || target.contains(interval(argument, environment))
                else { return }
                constrain(argument, bound, &environment, level + 1)
            default: break
            }
        case .unary(.subtract, let operand): constrain(operand, bound.negated, &environment, level + 1)
        case .binary(let op, let left, let right): constrain(left, op, right, bound, &environment, level + 1)
        default: break
        }
    }

    private func narrow(
        _ quantity: RangeEnvironment.Quantity, of place: RangePlace, within whole: Interval, to bound: Interval,
        _ environment: inout RangeEnvironment
    ) {
        let next = (environment.interval(quantity, of: place) ?? whole).narrowed(to: bound)
        let fitting = Interval(max(next.low, whole.low), min(next.high, whole.high))
        // What no value of the type is says nothing.
        if !fitting.isEmpty { environment.set(quantity, of: place, to: fitting) }
    }

    /// Solves `left op right` within `bound` for the side that is not a number.
    private func constrain(
        _ left: Node, _ op: Token, _ right: Node, _ bound: Interval, _ environment: inout RangeEnvironment,
        _ level: Int
    ) {
        let first = interval(left, environment)
        let second = interval(right, environment)
        switch op {
        case .add:
            if second.isPoint {
                constrain(left, Interval(bound.low - second.low, bound.high - second.low), &environment, level)
            }
            if first.isPoint {
                constrain(right, Interval(bound.low - first.low, bound.high - first.low), &environment, level)
            }
        case .subtract:
            if second.isPoint {
                constrain(left, Interval(bound.low + second.low, bound.high + second.low), &environment, level)
            }
            if first.isPoint {
                constrain(right, Interval(first.low - bound.high, first.low - bound.low), &environment, level)
            }
        case .multiply where second.isPoint && second.low > 0:
            constrain(left, bound.dividedBack(by: second.low), &environment, level)
        case .shiftLeft where second.isPoint && second.low >= 0 && second.low < 64:
            constrain(left, bound.shiftedBackRight(by: second.low), &environment, level)
        case .shiftRight where second.isPoint && second.low >= 0 && second.low < 16:
            constrain(left, bound.shiftedBackLeft(by: second.low), &environment, level)
        default: break
        }
    }

    /// Whether a loop with this condition is never entered.
    func neverHolds(_ condition: Node, _ environment: RangeEnvironment) -> Bool {
        guard case .binary(let op, let left, let right) = tree.syntax(tree.unparen(condition)) else { return false }
        switch op {
        case .less: return interval(left, environment).low >= interval(right, environment).high
        case .lessEqual: return interval(left, environment).low > interval(right, environment).high
        default: return false
        }
    }
}
