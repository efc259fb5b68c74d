import Synchronization

/// What the tasks of one pass share: whether to go on, and how much was unpacked so far.
final class PassControl: Sendable {
    /// Layers above this one need not be read on: it failed, and its error is the one to report.
    private let lowestFailed = Atomic<Int>(.max)
    private let cancelled = Atomic<Bool>(false)
    private let unpacked = Atomic<Int64>(0)
    let budget: HeldBudget
    let hash = PathHash()

    init(limits: Limits) { budget = HeldBudget(limit: limits.heldBytesInFlight) }

    func cancel() { cancelled.store(true, ordering: .relaxed) }

    var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

    /// A layer failed for good.
    func fail(_ layer: Int) { lowestFailed.min(layer, ordering: .relaxed) }

    /// Whether a layer's work is still of use.
    func check(_ layer: Int) throws(ArtifactError) {
        if cancelled.load(ordering: .relaxed) || layer > lowestFailed.load(ordering: .relaxed) { throw .cancelled }
    }

    /// Counts unpacked bytes of all layers.
    func add(unpacked count: Int, limits: Limits, blob: String) throws(ArtifactError) {
        let total = unpacked.wrappingAdd(Int64(count), ordering: .relaxed).newValue
        guard total <= limits.unpackedImageBytes else {
            throw .limitExceeded(
                blob: blob, name: "unpackedImageBytes", limit: limits.unpackedImageBytes, offset: total)
        }
    }
}
