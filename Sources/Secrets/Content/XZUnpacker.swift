import CLzma

/// One stream of an xz file. Source: The .xz File Format 1.0.4.
///
/// Invariant: `state` is set up by `start`, never moves and is ended once.
final class XZUnpacker: StreamUnpacker {
    private let state: UnsafeMutablePointer<lzma_stream>
    private let block = UnpackedBlock()
    private let memory: Int
    private var isReady = false

    init(memory: Int) {
        self.memory = memory
        state = .allocate(capacity: 1)
        state.initialize(to: lzma_stream())
    }

    deinit {
        lzma_end(state)
        state.deallocate()
    }

    func start() { isReady = lzma_stream_decoder(state, UInt64(max(memory, 1)), 0) == LZMA_OK }

    /// Zeros are the padding between streams.
    func mayContinue(with byte: UInt8) -> Bool { byte == 0xFD }

    func unpack(
        _ input: UnsafeRawBufferPointer, give: (UnsafeRawBufferPointer) -> Bool
    ) -> (used: Int, progress: UnpackProgress) {
        guard isReady else { return (0, .needsMemory) }
        state.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        state.pointee.avail_in = input.count
        defer { state.pointee.next_in = nil }
        while true {
            state.pointee.next_out = block.memory.baseAddress?.assumingMemoryBound(to: UInt8.self)
            state.pointee.avail_out = block.memory.count
            let status = lzma_code(state, LZMA_RUN)
            let made = block.memory.count - state.pointee.avail_out
            let used = input.count - state.pointee.avail_in
            if made > 0, !give(block.prefix(made)) { return (used, .stopped) }
            switch status {
            case LZMA_OK:
                if state.pointee.avail_in == 0, made < block.memory.count { return (used, .wantsMore) }
            case LZMA_STREAM_END: return (used, .done)
            // Nothing came out and nothing went in.
            case LZMA_BUF_ERROR: return (used, .wantsMore)
            case LZMA_MEMLIMIT_ERROR, LZMA_MEM_ERROR: return (used, .needsMemory)
            default: return (used, .malformed)
            }
        }
    }
}
