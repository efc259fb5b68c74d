import CISAL
import CZstd

/// Unpacks zstd frames.
///
/// Invariant: `context` is valid from `init` to `deinit`; `input` is touched only during `read`.
final class ZstdReader: ByteReader {
    private let source: any ByteReader
    private let context: OpaquePointer
    private var input = [UInt8](repeating: 0, count: 1 << 17)
    private var start = 0
    private var end = 0
    private var isFrameOpen = false

    init(_ source: any ByteReader) throws(FeedProblem) {
        guard let context = ZSTD_createDCtx() else { throw FeedProblem("out of memory") }
        self.context = context
        self.source = source
        // 128 MB of window, what `zstd -d` allows.
        ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, 27)
    }

    deinit { ZSTD_freeDCtx(context) }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FeedProblem) -> Int {
        guard buffer.count > 0 else { return 0 }
        while true {
            if start == end {
                start = 0
                end = try source.read(into: &input, from: 0)
                if end == 0 {
                    if isFrameOpen { throw FeedProblem("the zstd data ends too early") }
                    return 0
                }
            }
            var output = ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
            let outcome = input.withUnsafeBytes { bytes -> (left: Int, used: Int) in
                var piece = ZSTD_inBuffer(src: bytes.baseAddress, size: end, pos: start)
                let left = ZSTD_decompressStream(context, &output, &piece)
                return (left, piece.pos)
            }
            guard ZSTD_isError(outcome.left) == 0 else {
                throw FeedProblem("zstd: " + String(cString: ZSTD_getErrorName(outcome.left)))
            }
            start = outcome.used
            isFrameOpen = outcome.left != 0
            if output.pos > 0 { return output.pos }
        }
    }
}

/// Unpacks gzip members, or the bare deflate data of a zip entry.
///
/// Invariant: `state` lives from `init` to `deinit` at one address; its pointers into `input` and the caller's buffer are
/// set anew for each call.
final class InflateReader: ByteReader {
    enum Framing { case gzip, none }

    private let source: any ByteReader
    private let framing: Framing
    private let state: UnsafeMutablePointer<inflate_state>
    private var input = [UInt8](repeating: 0, count: 1 << 16)
    private var start = 0
    private var end = 0
    private var isInMember = false
    private var hasEnded = false

    init(_ source: any ByteReader, _ framing: Framing) {
        self.source = source
        self.framing = framing
        state = .allocate(capacity: 1)
        begin()
    }

    deinit { state.deallocate() }

    private func begin() {
        isal_inflate_init(state)
        state.pointee.crc_flag = UInt32(framing == .gzip ? ISAL_GZIP : ISAL_DEFLATE)
        isInMember = false
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FeedProblem) -> Int {
        guard buffer.count > 0, !hasEnded else { return 0 }
        let space = UInt32(clamping: buffer.count)
        while true {
            if start == end {
                start = 0
                end = try source.read(into: &input, from: 0)
                if end == 0 {
                    if isInMember || framing == .none { throw FeedProblem("the deflate data ends too early") }
                    hasEnded = true
                    return 0
                }
            }
            isInMember = true
            state.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
            state.pointee.avail_out = space
            let code = input.withUnsafeMutableBufferPointer { bytes -> Int32 in
                state.pointee.next_in = bytes.baseAddress.map { $0 + start }
                state.pointee.avail_in = UInt32(end - start)
                let code = isal_inflate(state)
                start = end - Int(state.pointee.avail_in)
                state.pointee.next_in = nil
                return code
            }
            guard code == ISAL_DECOMP_OK else { throw FeedProblem("the deflate data is corrupt (\(code))") }
            let count = Int(space - state.pointee.avail_out)
            if state.pointee.block_state == ISAL_BLOCK_FINISH {
                if framing == .gzip { begin() } else { hasEnded = true }
            }
            if count > 0 || hasEnded { return count }
        }
    }
}
