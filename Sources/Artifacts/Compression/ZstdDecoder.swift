import CZstd

/// Zstandard (RFC 8878) with any number of frames; skippable ones, as zstd:chunked has them, are passed over.
///
/// Invariant: `context` is freed once; the library keeps no pointer into the buffers of a call.
package final class ZstdDecoder: StreamDecoder {
    private let context: OpaquePointer?
    /// What the last call still wants; 0 between frames.
    private var hint = 0

    package init(windowLog: Int32) {
        context = ZSTD_createDCtx()
        if let context { ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, windowLog) }
    }

    deinit { ZSTD_freeDCtx(context) }

    package var mayEnd: Bool { hint == 0 }

    package func decode(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(DecoderFailure) -> (consumed: Int, produced: Int) {
        guard let context else { throw .corrupt("no memory for zstd") }
        // At the end nothing is asked of the library between frames: it would wait for a new one.
        if input.isEmpty, hint == 0 { return (0, 0) }
        var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
        var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
        while source.pos < source.size || input.isEmpty, target.pos < target.size {
            let before = (source.pos, target.pos)
            let status = ZSTD_decompressStream(context, &target, &source)
            if ZSTD_isError(status) != 0 { throw Self.failure(status) }
            hint = status
            if before == (source.pos, target.pos) {
                if source.pos < source.size { throw .corrupt("the zstd stream does not advance") }
                break
            }
        }
        return (source.pos, target.pos)
    }

    private static func failure(_ status: Int) -> DecoderFailure {
        let words = ZSTD_getErrorName(status).map { String(cString: $0) } ?? "error \(status)"
        return words.hasPrefix("Frame requires too much memory") ? .windowTooLarge : .corrupt("zstd: \(words)")
    }
}
