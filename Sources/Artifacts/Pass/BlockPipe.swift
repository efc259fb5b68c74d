/// Something that gives a stream block by block. Each block but the last is full and a multiple of 512 bytes long, so
/// that no tar header lies across two.
package protocol BlockSupply: AnyObject {
    /// The next block, nil at the end. The memory lives until the next call.
    func nextBlock() throws(ArtifactError) -> UnsafeRawBufferPointer?
    /// Passes over bytes after the last block without reading them, as far as that can be done; how many it were.
    func skip(_ count: Int64) -> Int64
}

extension BlockSupply {
    package func skip(_ count: Int64) -> Int64 { 0 }
}

/// A bounded pipe of reused blocks from the thread that unpacks a layer to the one that reads its tar.
///
/// Invariant: a block is owned by the producer from `emptyBlock()` to `submit`, by the consumer from `next()` to the
/// next call of it, and by the pipe otherwise.
final class BlockPipe: @unchecked Sendable {
    static let blockSize = 512 << 10

    struct Block {
        var bytes: UnsafeRawBufferPointer
        /// Packed bytes read by the time the block was full.
        var packedRead: Int64
    }

    private let monitor = Monitor()
    private let capacity: Int
    // All below is guarded by `monitor`.
    private var all: [UnsafeMutableRawBufferPointer] = []
    private var free: [UnsafeMutableRawBufferPointer] = []
    private var queued: [Block] = []
    private var lent: UnsafeMutableRawBufferPointer?
    private var isFinished = false
    private var failure: ArtifactError?
    private var isClosed = false

    init(capacity: Int = 4) { self.capacity = max(2, capacity) }

    deinit { for block in all { block.deallocate() } }

    /// A block to fill; nil when nobody reads any more.
    func emptyBlock() -> UnsafeMutableRawBufferPointer? {
        monitor.locked {
            while free.isEmpty, all.count == capacity, !isClosed { monitor.wait() }
            if isClosed { return nil }
            if let block = free.popLast() { return block }
            let block = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.blockSize, alignment: 4096)
            all.append(block)
            return block
        }
    }

    func submit(_ block: UnsafeMutableRawBufferPointer, count: Int, packedRead: Int64) {
        monitor.locked {
            queued.append(Block(bytes: UnsafeRawBufferPointer(rebasing: block[..<count]), packedRead: packedRead))
            monitor.wakeAll()
        }
    }

    /// No more blocks come.
    func finish(_ failure: ArtifactError?) {
        monitor.locked {
            isFinished = true
            self.failure = failure
            monitor.wakeAll()
        }
    }

    /// The next block; the one before goes back to the producer.
    func next() throws(ArtifactError) -> Block? {
        let outcome: Result<Block?, ArtifactError> = monitor.locked {
            if let lent {
                free.append(lent)
                self.lent = nil
                monitor.wakeAll()
            }
            while queued.isEmpty, !isFinished, !isClosed { monitor.wait() }
            if isClosed { return .failure(.cancelled) }
            guard !queued.isEmpty else {
                if let failure { return .failure(failure) }
                return .success(nil)
            }
            let block = queued.removeFirst()
            lent = all.first { UnsafeRawPointer($0.baseAddress) == block.bytes.baseAddress }
            return .success(block)
        }
        return try outcome.get()
    }

    /// Nobody reads any more; wakes both sides.
    func close() {
        monitor.locked {
            isClosed = true
            monitor.wakeAll()
        }
    }
}
