import GoSource

/// The least and the largest value that an integer may have: what is known of a number at one place of a function.
///
/// Bounds stay between ±2^100, far beyond every Go type and far from the ends of `Int128`: sums and differences of a few
/// of them cannot overflow.
struct Interval: Hashable {
    var low: Int128
    var high: Int128

    init(_ low: Int128, _ high: Int128) {
        self.low = low
        self.high = high
    }

    init(_ value: Int128) { self.init(value, value) }

    private static let far: Int128 = 1 << 100
    /// Beyond every Go type: nothing is known.
    static let unknown = Interval(-far, far)
    static let length = Interval(0, Int128(Int64.max))

    static func atLeast(_ low: Int128) -> Interval { Interval(low, far) }
    static func atMost(_ high: Int128) -> Interval { Interval(-far, high) }

    /// All values of a type; nil for what is no integer.
    static func of(_ type: GoType, _ types: TypeTable) -> Interval? {
        let base = types.underlying(type)
        guard let bits = base.integerBits else { return nil }
        return of(bits: bits, isSigned: !base.isUnsignedBasic)
    }

    /// All integers of so many bits, 1 to 64.
    static func of(bits: Int, isSigned: Bool) -> Interval {
        if !isSigned { return Interval(0, (1 << Int128(bits)) - 1) }
        return Interval(-(1 << Int128(bits - 1)), (1 << Int128(bits - 1)) - 1)
    }

    var isPoint: Bool { low == high }
    /// No value at all: what a contradiction comes to.
    var isEmpty: Bool { low > high }
    /// Known from values, not only from the type.
    var isSmall: Bool { low > -(1 << 40) && high < (1 << 40) }

    func contains(_ other: Interval) -> Bool { low <= other.low && other.high <= high }
    func union(_ other: Interval) -> Interval { Interval(min(low, other.low), max(high, other.high)) }

    /// What a type holds of a value: one that may not fit wraps around, and may be anything.
    func fitted(into whole: Interval) -> Interval { whole.contains(self) ? self : whole }

    /// Where two facts contradict each other the newer one counts: code behind a condition was meant to run.
    func narrowed(to other: Interval) -> Interval {
        let both = Interval(max(low, other.low), min(high, other.high))
        return both.low <= both.high ? both : other
    }
}
