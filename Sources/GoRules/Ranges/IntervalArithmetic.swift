import GoSource

/// What operators make of intervals, as if integers had no end; the caller fits the result into its type.
extension Interval {
    /// The values of `left op right`; nil where nothing is known of them.
    static func result(of op: Token, _ left: Interval, _ right: Interval) -> Interval? {
        switch op {
        case .add: Interval(left.low + right.low, left.high + right.high)
        case .subtract: Interval(left.low - right.high, left.high - right.low)
        case .multiply: product(left, right)
        case .divide: quotient(left, right)
        case .remainder: remainder(left, right)
        case .and: both(left, right)
        case .or, .xor: either(left, right)
        case .andNot: left.low >= 0 ? Interval(0, left.high) : nil
        case .shiftLeft: shiftedLeft(left, right)
        case .shiftRight: shiftedRight(left, right)
        default: nil
        }
    }

    var negated: Interval { Interval(-high, -low) }

    private static func product(_ left: Interval, _ right: Interval) -> Interval? {
        var corners: [Int128] = []
        for first in [left.low, left.high] {
            for second in [right.low, right.high] {
                let (product, overflow) = first.multipliedReportingOverflow(by: second)
                if overflow { return nil }
                corners.append(product)
            }
        }
        return hull(corners)
    }

    private static func quotient(_ left: Interval, _ right: Interval) -> Interval? {
        guard right.low > 0 || right.high < 0 else { return nil }
        var corners: [Int128] = []
        for first in [left.low, left.high] {
            for second in [right.low, right.high] { corners.append(first / second) }
        }
        if left.low < 0, left.high > 0 { corners.append(0) }
        return hull(corners)
    }

    /// The sign is that of the left side (Go specification, "Arithmetic operators").
    private static func remainder(_ left: Interval, _ right: Interval) -> Interval? {
        guard right.low > 0 || right.high < 0 else { return nil }
        let limit = max(abs(right.low), abs(right.high)) - 1
        if left.low >= 0, left.high <= limit, right.isPoint { return left }
        return Interval(left.low < 0 ? max(-limit, left.low) : 0, left.high > 0 ? min(limit, left.high) : 0)
    }

    private static func both(_ left: Interval, _ right: Interval) -> Interval? {
        if right.low >= 0 { return Interval(0, left.low >= 0 ? min(left.high, right.high) : right.high) }
        return left.low >= 0 ? Interval(0, left.high) : nil
    }

    /// Up to all bits that either side may have.
    private static func either(_ left: Interval, _ right: Interval) -> Interval? {
        guard left.low >= 0, right.low >= 0 else { return nil }
        var mask: Int128 = 1
        while mask <= max(left.high, right.high) { mask <<= 1 }
        return Interval(0, mask - 1)
    }

    private static func shiftedLeft(_ left: Interval, _ right: Interval) -> Interval? {
        guard right.low >= 0, right.high < 64, abs(left.low) < 1 << 62, abs(left.high) < 1 << 62 else { return nil }
        return hull([left.low << right.low, left.low << right.high, left.high << right.low, left.high << right.high])
    }

    private static func shiftedRight(_ left: Interval, _ right: Interval) -> Interval? {
        guard right.low >= 0 else { return nil }
        let least = min(right.low, 100)
        let most = min(right.high, 100)
        return hull([left.low >> least, left.low >> most, left.high >> least, left.high >> most])
    }

    private static func hull(_ values: [Int128]) -> Interval? {
        guard let low = values.min(), let high = values.max() else { return nil }
        return Interval(low, high)
    }

    // MARK: Back from a result

    /// The `x` whose `x * factor` lies in this interval, for a factor above zero.
    func dividedBack(by factor: Int128) -> Interval {
        Interval(-Self.floor(-low, factor), Self.floor(high, factor))
    }

    /// The `x` whose `x << count` lies in this interval.
    func shiftedBackRight(by count: Int128) -> Interval { Interval(low >> count, high >> count) }

    /// The `x` whose `x >> count` lies in this interval, for a count below 16; an open end stays open.
    func shiftedBackLeft(by count: Int128) -> Interval {
        Interval(
            low <= Self.unknown.low ? Self.unknown.low : min(low, Self.unknown.high) << count,
            high >= Self.unknown.high ? Self.unknown.high : (max(high, Self.unknown.low) << count) + (1 << count) - 1)
    }

    private static func floor(_ value: Int128, _ by: Int128) -> Int128 {
        value >= 0 ? value / by : -((-value + by - 1) / by)
    }
}
