import NIOCore

/// A piece of a response's body, in the memory it was received into.
public struct Chunk: Sendable, Hashable {
    private var buffer: ByteBuffer

    init(_ buffer: ByteBuffer) { self.buffer = buffer }

    public init(_ bytes: [UInt8]) { buffer = ByteBuffer(bytes: bytes) }

    public var count: Int { buffer.readableBytes }

    /// The buffer lives only during the call.
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        var outcome: Swift.Result<Result, Failure>?
        buffer.withUnsafeReadableBytes { bytes in
            do throws(Failure) { outcome = .success(try body(bytes)) } catch { outcome = .failure(error) }
        }
        switch outcome {
        case .success(let value): return value
        case .failure(let error): throw error
        case nil: preconditionFailure("withUnsafeReadableBytes calls its body")
        }
    }

    /// A copy of the bytes.
    public var bytes: [UInt8] { Array(buffer.readableBytesView) }

    /// The chunk without its first `count` bytes (all, if it has fewer); shares the memory.
    public func dropping(_ count: Int) -> Chunk {
        var rest = buffer
        rest.moveReaderIndex(forwardBy: min(max(count, 0), rest.readableBytes))
        return Chunk(rest)
    }

    /// At most the first `count` bytes; shares the memory.
    public func prefix(_ count: Int) -> Chunk {
        Chunk(buffer.getSlice(at: buffer.readerIndex, length: min(max(count, 0), buffer.readableBytes)) ?? ByteBuffer())
    }
}
