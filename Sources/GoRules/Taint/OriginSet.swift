/// Numbers below 256, as bits.
struct OriginSet: Sendable, Equatable {
    private var low: UInt128 = 0
    private var high: UInt128 = 0

    static let capacity = 256

    init() {}

    init(_ number: Int) {
        if number < 128 { low = 1 << UInt128(number) } else { high = 1 << UInt128(number - 128) }
    }

    private init(low: UInt128, high: UInt128) {
        self.low = low
        self.high = high
    }

    var isEmpty: Bool { low == 0 && high == 0 }

    static func | (left: Self, right: Self) -> Self { Self(low: left.low | right.low, high: left.high | right.high) }
    static func |= (left: inout Self, right: Self) { left = left | right }

    func subtracting(_ other: Self) -> Self { Self(low: low & ~other.low, high: high & ~other.high) }
    func intersection(_ other: Self) -> Self { Self(low: low & other.low, high: high & other.high) }
    func isSubset(of other: Self) -> Bool { subtracting(other).isEmpty }

    func forEach(_ body: (Int) -> Void) {
        for (bits, first) in [(low, 0), (high, 128)] {
            var bits = bits
            while bits != 0 {
                body(first + bits.trailingZeroBitCount)
                bits &= bits - 1
            }
        }
    }
}
