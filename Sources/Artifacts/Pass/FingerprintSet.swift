/// A set of 64-bit fingerprints: open addressing, 8 bytes a slot.
struct FingerprintSet: Sendable {
    private var slots: [UInt64] = []
    private(set) var count = 0

    func contains(_ fingerprint: UInt64) -> Bool {
        guard count > 0 else { return false }
        let wanted = fingerprint == 0 ? 1 : fingerprint
        var index = Int(truncatingIfNeeded: wanted) & (slots.count - 1)
        while slots[index] != 0 {
            if slots[index] == wanted { return true }
            index = (index + 1) & (slots.count - 1)
        }
        return false
    }

    /// - Returns: false where it was there already.
    @discardableResult
    mutating func insert(_ fingerprint: UInt64) -> Bool {
        if count * 4 >= slots.count * 3 { grow() }
        let wanted = fingerprint == 0 ? 1 : fingerprint
        var index = Int(truncatingIfNeeded: wanted) & (slots.count - 1)
        while slots[index] != 0 {
            if slots[index] == wanted { return false }
            index = (index + 1) & (slots.count - 1)
        }
        slots[index] = wanted
        count += 1
        return true
    }

    func forEach(_ body: (UInt64) -> Void) {
        for slot in slots where slot != 0 { body(slot) }
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: 0, count: max(64, old.count * 2))
        count = 0
        for slot in old where slot != 0 { insert(slot) }
    }
}

/// A set that may say yes of what it does not hold, never no of what it does; of fixed size (Bloom's filter).
struct FingerprintFilter: Sendable {
    /// 2^27 bits are 16 MiB. With 4 million fingerprints, 5 in a million answers are wrong.
    private static let bitLog: UInt64 = 27
    private static let probes: UInt64 = 10
    private var words = [UInt64](repeating: 0, count: 1 << (Int(bitLog) - 6))

    func contains(_ fingerprint: UInt64) -> Bool {
        var place = fingerprint
        for _ in 0..<Self.probes {
            let bit = place >> (64 - Self.bitLog)
            if words[Int(bit >> 6)] & 1 << (bit & 63) == 0 { return false }
            place = Self.next(place)
        }
        return true
    }

    mutating func insert(_ fingerprint: UInt64) {
        var place = fingerprint
        for _ in 0..<Self.probes {
            let bit = place >> (64 - Self.bitLog)
            words[Int(bit >> 6)] |= 1 << (bit & 63)
            place = Self.next(place)
        }
    }

    private static func next(_ place: UInt64) -> UInt64 {
        (place ^ place >> 29) &* 0xBF58_476D_1CE4_E5B9 &+ 0x94D0_49BB_1331_11EB
    }
}

/// Which paths a layer holds or removes, in bounded memory: fingerprints up to a limit, then a filter. What the filter
/// says yes to can be asked of the layer itself in a second reading.
struct LayerPaths: Sendable {
    private let limit: Int
    private var exact = FingerprintSet()
    private var filter: FingerprintFilter?
    /// Of a second reading: what is asked for, and what of it is there.
    private var asked: FingerprintSet?
    private var found = FingerprintSet()

    init(limit: Int) { self.limit = limit }

    /// For a second reading, which looks for some paths only.
    init(asking fingerprints: FingerprintSet) {
        limit = 0
        asked = fingerprints
    }

    /// Whether `contains` may be wrong when it says yes.
    var isApproximate: Bool { filter != nil && asked == nil }

    func contains(_ fingerprint: UInt64) -> Bool {
        guard let filter else { return exact.contains(fingerprint) }
        guard asked?.contains(fingerprint) ?? false else { return filter.contains(fingerprint) }
        return found.contains(fingerprint)
    }

    mutating func insert(_ fingerprint: UInt64) {
        if let asked {
            if asked.contains(fingerprint) { found.insert(fingerprint) }
        } else if filter != nil {
            filter?.insert(fingerprint)
        } else {
            exact.insert(fingerprint)
            guard exact.count > limit else { return }
            var filter = FingerprintFilter()
            exact.forEach { filter.insert($0) }
            exact = FingerprintSet()
            self.filter = filter
        }
    }

    /// Takes over what a second reading found.
    mutating func settle(_ answers: LayerPaths) {
        asked = answers.asked
        found = answers.found
    }
}
