import CZstd

/// One frame of a zstd file, skippable ones as well. Source: RFC 8878.
///
/// Invariant: `context` is freed once; the library keeps no pointer into the buffers of a call.
final class ZstdUnpacker: StreamUnpacker {
    private let context: OpaquePointer?
    private let block = UnpackedBlock()

    init(memory: Int) {
        context = ZSTD_createDCtx()
        guard let context else { return }
        let log = Int32(Int.bitWidth - 1 - max(memory, 1 << 10).leadingZeroBitCount)
        ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, min(max(log, 10), 27))
    }

    deinit { ZSTD_freeDCtx(context) }

    func start() { ZSTD_DCtx_reset(context, ZSTD_reset_session_only) }

    /// A frame, or a skippable one.
    func mayContinue(with byte: UInt8) -> Bool { byte == 0x28 || byte & 0xF0 == 0x50 }

    func unpack(
        _ input: UnsafeRawBufferPointer, give: (UnsafeRawBufferPointer) -> Bool
    ) -> (used: Int, progress: UnpackProgress) {
        guard let context else { return (0, .needsMemory) }
        var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
        while true {
            var target = ZSTD_outBuffer(dst: block.memory.baseAddress, size: block.memory.count, pos: 0)
            let before = source.pos
            let status = ZSTD_decompressStream(context, &target, &source)
            if target.pos > 0, !give(block.prefix(target.pos)) { return (source.pos, .stopped) }
            if ZSTD_isError(status) != 0 {
                let isMemory = ZSTD_getErrorCode(status) == ZSTD_error_frameParameter_windowTooLarge
                return (source.pos, isMemory ? .needsMemory : .malformed)
            }
            if status == 0 { return (source.pos, .done) }
            if target.pos < block.memory.count, source.pos == source.size || source.pos == before {
                return (source.pos, .wantsMore)
            }
        }
    }
}
