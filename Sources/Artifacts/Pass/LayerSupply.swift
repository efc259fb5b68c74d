/// The unpacked blocks of one layer, as the thread that reads its tar gets them: hashed, counted and checked.
///
/// Large layers are unpacked by a thread of their own, small ones on the way.
final class LayerSupply: BlockSupply {
    private let name: String
    private let layer: Int
    private let limits: Limits
    private let control: PassControl
    private let stream: UnpackedStream
    private let pipe: BlockPipe?
    private let own: UnsafeMutableRawBufferPointer?
    private var worker: Worker?
    private var hash: BlobHash?
    /// False in a second reading.
    var countsForImage = true
    private(set) var unpackedCount: Int64 = 0
    private var packedRead: Int64 = 0

    /// Content of entries before the current one, where its content starts and how long it is.
    private var content: (before: Int64, start: Int64, size: Int64) = (0, 0, 0)

    /// Packed layers up to this size are unpacked without a thread of their own.
    private static let smallLayer: Int64 = 96 << 10

    /// - Parameters:
    ///   - hashing: the algorithm of the digest of the unpacked bytes; nil where they need not be hashed.
    ///   - progress: called with the packed bytes read so far.
    init(
        name: String, layer: Int, stream: UnpackedStream, hashing: Digest.Algorithm?, size: Int64?, limits: Limits,
        control: PassControl, progress: (@Sendable (Int64) -> Void)?
    ) {
        self.name = name
        self.layer = layer
        self.stream = stream
        self.limits = limits
        self.control = control
        hash = hashing.map { BlobHash($0) }
        guard size.map({ $0 > Self.smallLayer }) ?? true else {
            pipe = nil
            own = .allocate(byteCount: BlockPipe.blockSize, alignment: 4096)
            return
        }
        own = nil
        let pipe = BlockPipe()
        self.pipe = pipe
        let job = UnpackJob(stream: stream, pipe: pipe, progress: progress)
        let worker = Worker { job.run() }
        if worker.started {
            self.worker = worker
        } else {
            pipe.finish(.cannotRead(path: name, reason: "the system gives no thread"))
        }
    }

    deinit { own?.deallocate() }

    func nextBlock() throws(ArtifactError) -> UnsafeRawBufferPointer? {
        try control.check(layer)
        guard let block = try pull() else { return nil }
        hash?.update(block)
        unpackedCount += Int64(block.count)
        if countsForImage { try control.add(unpacked: block.count, limits: limits, blob: name) }
        try checkRatio()
        return block
    }

    private func pull() throws(ArtifactError) -> UnsafeRawBufferPointer? {
        if let pipe {
            guard let block = try pipe.next() else { return nil }
            packedRead = block.packedRead
            return block.bytes
        }
        guard let own else { return nil }
        let count = try stream.fill(own)
        packedRead = stream.packedRead
        return count == 0 ? nil : UnsafeRawBufferPointer(rebasing: own[..<count])
    }

    /// The tar reader has come to an entry.
    func enter(contentStart: Int64, size: Int64) {
        content = (content.before + content.size, contentStart, size)
    }

    private func checkRatio() throws(ArtifactError) {
        let inside = max(0, min(unpackedCount - content.start, content.size))
        let total = content.before + inside
        guard total > limits.ratioFreeBytes, total / max(1, packedRead) > limits.compressionRatio else { return }
        throw .limitExceeded(
            blob: name, name: "compressionRatio", limit: limits.compressionRatio, offset: unpackedCount)
    }

    /// Digest of all unpacked bytes, once the stream is at its end.
    func digest() -> Digest? { hash?.finish() }

    /// Ends the thread, also before the stream is at its end.
    func close() {
        pipe?.close()
        stream.close()
        worker?.join()
        worker = nil
    }
}

/// What the unpacking thread does. Invariant: `stream` is used by that thread only, until it is joined.
private final class UnpackJob: @unchecked Sendable {
    let stream: UnpackedStream
    let pipe: BlockPipe
    let progress: (@Sendable (Int64) -> Void)?

    init(stream: UnpackedStream, pipe: BlockPipe, progress: (@Sendable (Int64) -> Void)?) {
        self.stream = stream
        self.pipe = pipe
        self.progress = progress
    }

    func run() {
        do throws(ArtifactError) {
            while let block = pipe.emptyBlock() {
                let count = try stream.fill(block)
                progress?(stream.packedRead)
                if count == 0 { break }
                pipe.submit(block, count: count, packedRead: stream.packedRead)
            }
            pipe.finish(nil)
        } catch {
            pipe.finish(error)
        }
    }
}
