/// A bounded pipe from an asynchronous producer (a response body) to a blocking reader (a thread of the pass).
public final class ChunkPipe: BlobReader, @unchecked Sendable {
    private let monitor = Monitor()
    // All below is guarded by `monitor`.
    private var chunks: [[UInt8]] = []
    private var first = 0
    private var consumedOfFirst = 0
    private var queued = 0
    private var isFinished = false
    private var failure: ArtifactError?
    private var isClosed = false
    private var waitingProducer: CheckedContinuation<Bool, Never>?
    private let capacity: Int

    /// - Parameter capacity: bytes that may wait for the reader before the producer has to.
    public init(capacity: Int = 4 << 20) { self.capacity = max(1, capacity) }

    /// Hands over a chunk, waiting while the pipe is full. One producer at a time.
    /// - Returns: false when nobody reads any more; the producer should stop.
    public func send(_ chunk: [UInt8]) async -> Bool {
        if chunk.isEmpty { return monitor.locked { !isClosed } }
        return await withCheckedContinuation { continuation in
            let answer: Bool? = monitor.locked {
                if isClosed { return false }
                chunks.append(chunk)
                queued += chunk.count
                monitor.wakeAll()
                if queued < capacity { return true }
                waitingProducer = continuation
                return nil
            }
            if let answer { continuation.resume(returning: answer) }
        }
    }

    /// The last chunk was sent, or the transfer failed.
    public func finish(throwing error: ArtifactError? = nil) {
        monitor.locked {
            isFinished = true
            failure = failure ?? error
            monitor.wakeAll()
        }
    }

    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(ArtifactError) -> Int {
        var resumed: CheckedContinuation<Bool, Never>?
        let outcome: Result<Int, ArtifactError> = monitor.locked {
            while first == chunks.count && !isFinished && !isClosed { monitor.wait() }
            var filled = 0
            while filled < buffer.count, first < chunks.count {
                let count = min(buffer.count - filled, chunks[first].count - consumedOfFirst)
                chunks[first].withUnsafeBytes { bytes in
                    let piece = UnsafeRawBufferPointer(rebasing: bytes[consumedOfFirst..<consumedOfFirst + count])
                    UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<filled + count]).copyMemory(from: piece)
                }
                filled += count
                consumedOfFirst += count
                if consumedOfFirst == chunks[first].count {
                    chunks[first] = []
                    first += 1
                    consumedOfFirst = 0
                }
            }
            if first == chunks.count {
                chunks.removeAll(keepingCapacity: true)
                first = 0
            }
            queued -= filled
            if queued < capacity {
                resumed = waitingProducer
                waitingProducer = nil
            }
            if filled == 0, !buffer.isEmpty {
                if let failure { return .failure(failure) }
                if isClosed && !isFinished { return .failure(.cancelled) }
            }
            return .success(filled)
        }
        resumed?.resume(returning: true)
        return try outcome.get()
    }

    public func close() {
        let resumed: CheckedContinuation<Bool, Never>? = monitor.locked {
            isClosed = true
            chunks.removeAll()
            first = 0
            consumedOfFirst = 0
            queued = 0
            monitor.wakeAll()
            defer { waitingProducer = nil }
            return waitingProducer
        }
        resumed?.resume(returning: false)
    }
}
