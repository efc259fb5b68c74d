import GoSource

/// The lengths and capacities that slices, strings and arrays may have.
extension ValueRanges {
    struct Lengths {
        var length = Interval.length
        var capacity = Interval.length
        /// Comes from make, literals and arrays, not only from conditions.
        var isMade = false

        init() {}

        init(length: Interval, capacity: Interval, isMade: Bool) {
            self.length = length
            self.capacity = capacity
            self.isMade = isMade
        }

        /// Exactly so many elements.
        init(_ count: Int) {
            self.init(length: Interval(Int128(count)), capacity: Interval(Int128(count)), isMade: true)
        }
    }

    /// How often slices are sliced and bytes converted in one expression that is read.
    private static let maximumSliceLevel = 8

    func lengths(_ node: Node, _ environment: RangeEnvironment, _ level: Int = 0) -> Lengths {
        let node = tree.unparen(node)
        let base = code.types.underlying(file.type(of: node))
        let array = code.types.kind(base) == .pointer ? code.types.underlying(code.types.element(base)) : base
        if code.types.kind(array) == .array, let length = code.types.length(array) { return Lengths(length) }
        if let text = code.info.constant(of: node, in: file).string { return Lengths(text.utf8.count) }
        guard level < Self.maximumSliceLevel else { return Lengths() }
        if let place = place(node) {
            return Lengths(
                length: environment.interval(.length, of: place) ?? .length,
                capacity: environment.interval(.capacity, of: place) ?? .length, isMade: environment.isMade(place))
        }
        switch tree.syntax(node) {
        case .compositeLiteral(_, let elements):
            guard code.types.kind(base) == .slice,
                !tree.nodes(elements).contains(where: { tree.kind($0) == .keyValue })
            else { return Lengths() }
            return Lengths(tree.count(elements))
        case .call(_, let arguments, _):
            switch code.info.callee(of: node, in: file) {
            case .builtin(.make): return code.types.kind(base) == .slice ? made(arguments, environment) : Lengths()
            case .conversion where code.types.isByteSlice(base):
                return lengths(tree.first(arguments), environment, level + 1)
            default: return Lengths()
            }
        case .slice(let operand, let low, let high, let max):
            let whole = lengths(operand, environment, level + 1)
            return sliced(whole, operand, low, high, max, environment)
        default: return Lengths()
        }
    }

    /// `make([]T, length, capacity)`
    private func made(_ arguments: NodeList, _ environment: RangeEnvironment) -> Lengths {
        guard tree.count(arguments) > 1 else { return Lengths() }
        let length = interval(tree.element(1, of: arguments), environment)
        let capacity =
            tree.count(arguments) > 2 ? interval(tree.element(2, of: arguments), environment) : length
        return Lengths(
            length: length.narrowed(to: .length), capacity: capacity.narrowed(to: .length), isMade: length.isPoint)
    }

    /// `operand[low:high:max]`
    private func sliced(
        _ whole: Lengths, _ operand: Node, _ low: Node, _ high: Node, _ max: Node, _ environment: RangeEnvironment
    ) -> Lengths {
        let from = low.isNone ? Interval(0) : interval(low, environment)
        guard whole.isMade, from.isPoint else { return Lengths() }
        let isString = code.types.isString(file.type(of: operand))
        let to = high.isNone ? whole.length : interval(high, environment)
        let end = max.isNone ? (isString ? whole.length : whole.capacity) : interval(max, environment)
        func distance(to end: Interval) -> Interval {
            Interval(Swift.max(0, end.low - from.high), Swift.max(0, end.high - from.low))
        }
        return Lengths(length: distance(to: to), capacity: distance(to: end), isMade: to.isPoint && end.isPoint)
    }
}
