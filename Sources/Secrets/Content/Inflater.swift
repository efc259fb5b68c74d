import CISAL

/// DEFLATE in its three wrappers, in pieces. Source: RFC 1950, 1951, 1952.
///
/// Invariant: `state` is set up by `start` before use and belongs to one stream at a time.
final class Inflater: StreamUnpacker, @unchecked Sendable {
    enum Wrapper { case raw, zlib, gzip }

    private let state: UnsafeMutablePointer<inflate_state>
    private let output: UnsafeMutableRawBufferPointer
    private static let outputSize = 128 << 10

    init() {
        state = .allocate(capacity: 1)
        output = .allocate(byteCount: Self.outputSize, alignment: 64)
        start(.gzip)
    }

    deinit {
        state.deallocate()
        output.deallocate()
    }

    func start(_ wrapper: Wrapper) {
        isal_inflate_init(state)
        state.pointee.crc_flag =
            switch wrapper {
            case .raw: UInt32(ISAL_DEFLATE)
            case .zlib: UInt32(ISAL_ZLIB)
            case .gzip: UInt32(ISAL_GZIP)
            }
    }

    func start() { start(.gzip) }

    func mayContinue(with byte: UInt8) -> Bool { byte == 0x1F }

    func unpack(
        _ input: UnsafeRawBufferPointer, give: (UnsafeRawBufferPointer) -> Bool
    ) -> (used: Int, progress: UnpackProgress) { inflate(input, give: give) }

    /// Inflates what it can of `input`.
    ///
    /// - Parameter give: takes unpacked bytes; false ends it.
    /// - Returns: how many bytes of the input were used, and where the stream stands.
    func inflate(
        _ input: UnsafeRawBufferPointer, give: (UnsafeRawBufferPointer) -> Bool
    ) -> (used: Int, progress: UnpackProgress) {
        guard let start = input.baseAddress, let out = output.baseAddress, input.count <= Int(Int32.max) else {
            return (0, input.isEmpty ? .wantsMore : .malformed)
        }
        state.pointee.next_in = UnsafeMutablePointer(mutating: start.assumingMemoryBound(to: UInt8.self))
        state.pointee.avail_in = UInt32(input.count)
        while true {
            state.pointee.next_out = out.assumingMemoryBound(to: UInt8.self)
            state.pointee.avail_out = UInt32(Self.outputSize)
            let before = state.pointee.avail_in
            let status = isal_inflate(state)
            let made = Self.outputSize - Int(state.pointee.avail_out)
            if made > 0, !give(UnsafeRawBufferPointer(start: out, count: made)) {
                return (input.count - Int(state.pointee.avail_in), .stopped)
            }
            let used = input.count - Int(state.pointee.avail_in)
            guard status == ISAL_DECOMP_OK || status == ISAL_OUT_OVERFLOW || status == ISAL_END_INPUT else {
                return (used, .malformed)
            }
            if state.pointee.block_state == ISAL_BLOCK_FINISH {
                // At the end of raw and zlib data whole bytes that follow them may be in the decoder's register.
                return (max(0, used - Int(state.pointee.read_in_length) / 8), .done)
            }
            // Nothing more comes out without more going in.
            if made == 0, state.pointee.avail_in == 0 || state.pointee.avail_in == before { return (used, .wantsMore) }
        }
    }
}
