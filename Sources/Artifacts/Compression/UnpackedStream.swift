/// A blob as it is unpacked: pulls packed bytes, hashes them, and gives what comes out of the decoder.
///
/// Used by one thread at a time. Call `close()` when done.
final class UnpackedStream {
    /// What is known of the packed bytes once all are read.
    struct Packed {
        var size: Int64
        /// Absent where nothing had to be hashed.
        var digest: Digest?
    }

    private let name: String
    private let reader: any BlobReader
    private let limits: Limits
    private var hash: BlobHash?
    private var decoder: (any StreamDecoder)?
    private(set) var compression: Compression?
    private let buffer: UnsafeMutableRawBufferPointer
    private var filled = 0
    private var taken = 0
    private var isAtEnd = false
    private var isDrained = false
    /// Packed bytes read from the source so far.
    private(set) var packedRead: Int64 = 0
    private(set) var unpackedCount: Int64 = 0
    private let expectedSize: Int64?
    private var isClosed = false

    /// Packed bytes read at once.
    static let readSize = 256 << 10

    /// - Parameters:
    ///   - hashing: the algorithm of the digest that the packed bytes must have; nil to hash nothing.
    ///   - expectedSize: of the packed bytes; reading more throws at once.
    init(
        name: String, reader: any BlobReader, hashing: Digest.Algorithm?, expectedSize: Int64? = nil, limits: Limits
    ) {
        self.name = name
        self.reader = reader
        self.limits = limits
        self.expectedSize = expectedSize
        hash = hashing.map { BlobHash($0) }
        buffer = .allocate(byteCount: Self.readSize, alignment: 64)
    }

    deinit { buffer.deallocate() }

    func close() {
        guard !isClosed else { return }
        isClosed = true
        reader.close()
    }

    /// The digest of the packed bytes is of no use.
    func stopHashing() { hash = nil }

    /// Packed bytes that the decoder has taken.
    private var packedOffset: Int64 { packedRead - Int64(filled - taken) }

    /// Finds out how the blob is packed. Called by `fill` where it was not before.
    @discardableResult
    func start() throws(ArtifactError) -> Compression {
        if let compression { return compression }
        while filled < Compression.headSize, !isAtEnd { try pull() }
        let found = try Compression.detect(UnsafeRawBufferPointer(rebasing: buffer[..<filled]), blob: name)
        compression = found
        decoder = found.makeDecoder(limits: limits)
        return found
    }

    /// Fills all of a block unless the stream ends; 0 at the end.
    func fill(_ block: UnsafeMutableRawBufferPointer) throws(ArtifactError) -> Int {
        try start()
        let count: Int
        if let decoder { count = try inflate(decoder, block) } else { count = try copy(block) }
        unpackedCount += Int64(count)
        guard unpackedCount <= limits.unpackedLayerBytes else {
            throw .limitExceeded(
                blob: name, name: "unpackedLayerBytes", limit: limits.unpackedLayerBytes,
                offset: limits.unpackedLayerBytes)
        }
        return count
    }

    /// The packed bytes as a whole, once `fill` gave 0.
    func finish() throws(ArtifactError) -> Packed {
        if let expectedSize, packedRead != expectedSize {
            throw .wrongSize(blob: name, expected: expectedSize, actual: packedRead)
        }
        return Packed(size: packedRead, digest: hash?.finish())
    }

    private func inflate(
        _ decoder: any StreamDecoder, _ block: UnsafeMutableRawBufferPointer
    ) throws(ArtifactError) -> Int {
        var done = 0
        while done < block.count, !isDrained {
            if taken == filled, !isAtEnd { try pull() }
            let step: (consumed: Int, produced: Int)
            do throws(DecoderFailure) {
                step = try decoder.decode(
                    UnsafeRawBufferPointer(rebasing: buffer[taken..<filled]),
                    into: UnsafeMutableRawBufferPointer(rebasing: block[done...]))
            } catch .corrupt(let reason) {
                throw .corruptCompression(blob: name, offset: packedOffset, reason: reason)
            } catch {
                throw .limitExceeded(
                    blob: name, name: "zstdWindowLog", limit: Int64(limits.zstdWindowLog), offset: packedOffset)
            }
            taken += step.consumed
            done += step.produced
            if isAtEnd, taken == filled, step.produced == 0 {
                isDrained = true
                guard decoder.mayEnd else {
                    if let expectedSize, packedRead != expectedSize {
                        throw .wrongSize(blob: name, expected: expectedSize, actual: packedRead)
                    }
                    throw .truncated(blob: name, offset: packedRead, reason: "the compressed stream is incomplete")
                }
            }
        }
        return done
    }

    private func copy(_ block: UnsafeMutableRawBufferPointer) throws(ArtifactError) -> Int {
        var done = 0
        if taken < filled {
            done = min(filled - taken, block.count)
            UnsafeMutableRawBufferPointer(rebasing: block[..<done])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[taken..<taken + done]))
            taken += done
        }
        while done < block.count, !isAtEnd {
            done += try read(UnsafeMutableRawBufferPointer(rebasing: block[done...]))
        }
        return done
    }

    /// More packed bytes into the buffer.
    private func pull() throws(ArtifactError) {
        if taken == filled {
            taken = 0
            filled = 0
        }
        filled += try read(UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
    }

    private func read(_ target: UnsafeMutableRawBufferPointer) throws(ArtifactError) -> Int {
        let count = try reader.read(into: target)
        if count == 0 { isAtEnd = true }
        packedRead += Int64(count)
        if let expectedSize, packedRead > expectedSize {
            throw .wrongSize(blob: name, expected: expectedSize, actual: packedRead)
        }
        hash?.update(UnsafeRawBufferPointer(rebasing: target[..<count]))
        return count
    }
}
