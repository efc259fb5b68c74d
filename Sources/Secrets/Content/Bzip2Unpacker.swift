import CBzip2

/// One stream of a bzip2 file. It takes at most 4 MB of memory, whatever the stream says.
///
/// Invariant: `state` is set up by `start`, never moves and is ended once.
final class Bzip2Unpacker: StreamUnpacker {
    private let state: UnsafeMutablePointer<bz_stream>
    private let block = UnpackedBlock()
    private var isReady = false

    init() {
        state = .allocate(capacity: 1)
        state.initialize(to: bz_stream())
    }

    deinit {
        if isReady { BZ2_bzDecompressEnd(state) }
        state.deallocate()
    }

    func start() {
        if isReady { BZ2_bzDecompressEnd(state) }
        state.pointee = bz_stream()
        isReady = BZ2_bzDecompressInit(state, 0, 0) == BZ_OK
    }

    func mayContinue(with byte: UInt8) -> Bool { byte == UInt8(ascii: "B") }

    func unpack(
        _ input: UnsafeRawBufferPointer, give: (UnsafeRawBufferPointer) -> Bool
    ) -> (used: Int, progress: UnpackProgress) {
        guard isReady, input.count <= Int(UInt32.max) else { return (0, .needsMemory) }
        // The signature lacks `const`; the library does not write to its input.
        state.pointee.next_in = UnsafeMutablePointer(
            mutating: input.baseAddress?.assumingMemoryBound(to: CChar.self))
        state.pointee.avail_in = UInt32(input.count)
        defer { state.pointee.next_in = nil }
        while true {
            state.pointee.next_out = block.memory.baseAddress?.assumingMemoryBound(to: CChar.self)
            state.pointee.avail_out = UInt32(block.memory.count)
            let status = BZ2_bzDecompress(state)
            let made = block.memory.count - Int(state.pointee.avail_out)
            let used = input.count - Int(state.pointee.avail_in)
            if made > 0, !give(block.prefix(made)) { return (used, .stopped) }
            switch status {
            case BZ_OK:
                if state.pointee.avail_in == 0, made < block.memory.count { return (used, .wantsMore) }
            case BZ_STREAM_END: return (used, .done)
            case BZ_MEM_ERROR: return (used, .needsMemory)
            default: return (used, .malformed)
            }
        }
    }
}
