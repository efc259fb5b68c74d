import CISAL

/// Gzip (RFC 1952) with any number of members, as estargz has them; ISA-L checks header CRC, content CRC and size. Or the
/// bare deflate data (RFC 1951) of an entry of a zip file.
///
/// Invariant: `state` is allocated once and never copied; ISA-L keeps pointers into the buffers of a call only during it.
package final class GzipDecoder: StreamDecoder {
    package enum Framing { case gzip, none }
    private enum Phase { case member, between, padding }

    private let state: UnsafeMutablePointer<inflate_state>
    private let framing: Framing
    private var phase = Phase.member
    private var hasInput = false

    package init(_ framing: Framing = .gzip) {
        self.framing = framing
        state = .allocate(capacity: 1)
        isal_inflate_init(state)
        state.pointee.crc_flag = UInt32(framing == .gzip ? ISAL_GZIP : ISAL_DEFLATE)
    }

    deinit { state.deallocate() }

    package var mayEnd: Bool { phase != .member || (!hasInput && framing == .gzip) }

    package func decode(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(DecoderFailure) -> (consumed: Int, produced: Int) {
        let given = input.prefix(1 << 30)
        let room = output.prefix(1 << 30)
        hasInput = hasInput || !given.isEmpty
        // ISA-L's signature lacks `const`; it does not write to its input.
        state.pointee.next_in = UnsafeMutablePointer(
            mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
        state.pointee.avail_in = UInt32(given.count)
        state.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        state.pointee.avail_out = UInt32(room.count)
        defer {
            state.pointee.next_in = nil
            state.pointee.next_out = nil
        }
        try advance()
        return (given.count - Int(state.pointee.avail_in), room.count - Int(state.pointee.avail_out))
    }

    private func advance() throws(DecoderFailure) {
        while true {
            switch phase {
            case .member:
                let before = (state.pointee.avail_in, state.pointee.avail_out)
                let status = isal_inflate(state)
                guard status >= 0 else { throw .corrupt(Self.words(status)) }
                if state.pointee.block_state == ISAL_BLOCK_FINISH {
                    phase = .between
                    continue
                }
                if state.pointee.avail_in == 0 || state.pointee.avail_out == 0 { return }
                guard before != (state.pointee.avail_in, state.pointee.avail_out) else {
                    throw .corrupt("the gzip stream does not advance")
                }
            case .between:
                guard framing == .gzip else { return }
                guard state.pointee.avail_in > 0, let next = state.pointee.next_in else { return }
                if next.pointee == 0x1F {
                    isal_inflate_reset(state)
                    state.pointee.total_out = 0
                    state.pointee.crc_flag = UInt32(ISAL_GZIP)
                    phase = .member
                } else {
                    phase = .padding
                }
            case .padding:
                // Like gzip(1), zeros after the last member are taken for padding of a tape or disk.
                while state.pointee.avail_in > 0, let next = state.pointee.next_in {
                    guard next.pointee == 0 else { throw .corrupt("what follows the gzip member is not another one") }
                    state.pointee.next_in = next + 1
                    state.pointee.avail_in -= 1
                }
                return
            }
        }
    }

    private static func words(_ status: Int32) -> String {
        switch status {
        case ISAL_INVALID_BLOCK: "a deflate block is invalid"
        case ISAL_INVALID_SYMBOL: "a deflate symbol is invalid"
        case ISAL_INVALID_LOOKBACK: "a deflate distance reaches before the start"
        case ISAL_INVALID_WRAPPER: "the gzip header is invalid"
        case ISAL_UNSUPPORTED_METHOD: "the gzip header names a method that is not deflate"
        case ISAL_INCORRECT_CHECKSUM: "the gzip checksum does not match the content"
        case ISAL_NEED_DICT: "the gzip stream needs a dictionary"
        default: "the gzip stream is invalid (\(status))"
        }
    }
}
