/// Keeps the memory of held files bounded: small ones together up to the budget, and one large one beside them.
///
/// A task holds one file at a time, so nobody waits for ever.
final class HeldBudget: @unchecked Sendable {
    private let monitor = Monitor()
    private let limit: Int64
    // Guarded by `monitor`.
    private var used: Int64 = 0
    private var holdsLarge = false

    init(limit: Int64) { self.limit = max(1, limit) }

    /// Waits until a file of this size may be held.
    func acquire(_ size: Int64) {
        monitor.locked {
            if size > limit {
                while holdsLarge { monitor.wait() }
                holdsLarge = true
            } else {
                while used + size > limit { monitor.wait() }
                used += size
            }
        }
    }

    func release(_ size: Int64) {
        monitor.locked {
            if size > limit { holdsLarge = false } else { used -= size }
            monitor.wakeAll()
        }
    }
}
