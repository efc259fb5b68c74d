/// Unpacks one compressed stream in pieces.
protocol StreamUnpacker: AnyObject {
    /// Gets ready for a stream, the first or one that follows.
    func start()
    /// Whether a further stream may begin with this byte.
    func mayContinue(with byte: UInt8) -> Bool
    /// Unpacks what it can of `input`.
    ///
    /// - Parameter give: takes unpacked bytes; false ends it.
    /// - Returns: how many bytes of the input were used, and where the stream stands.
    func unpack(
        _ input: UnsafeRawBufferPointer, give: (UnsafeRawBufferPointer) -> Bool
    ) -> (used: Int, progress: UnpackProgress)
}

/// Where a compressed stream stands.
enum UnpackProgress {
    case wantsMore, done, malformed, stopped
    /// It asks for a larger dictionary than allowed.
    case needsMemory
}

/// Formats that hold one stream, which may be followed by others of the kind.
enum Codec: String, Hashable, Sendable {
    case gzip, xz, zstd, bzip2

    /// - Parameter memory: bytes that the dictionary of a stream may take.
    func unpacker(_ worker: SecretWorker, depth: Int, memory: Int) -> any StreamUnpacker {
        switch self {
        case .gzip: worker.inflater(depth)
        case .xz: XZUnpacker(memory: memory)
        case .zstd: ZstdUnpacker(memory: memory)
        case .bzip2: Bzip2Unpacker()
        }
    }
}

/// Memory that a decoder writes to.
///
/// Invariant: owned by one decoder, freed with it.
final class UnpackedBlock {
    let memory: UnsafeMutableRawBufferPointer

    init() { memory = .allocate(byteCount: 128 << 10, alignment: 64) }

    deinit { memory.deallocate() }

    func prefix(_ count: Int) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }
}
