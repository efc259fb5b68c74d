#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Bytes of a file under inspection, read with bounds checks and in one byte order.
///
/// The one place of this room that touches memory by address. Invariant: every read is within `bytes`, which the caller
/// keeps alive; whatever lies outside is nil. Offsets are `UInt64` because files state them so; no sum of them can trap.
struct ByteView {
    let bytes: UnsafeRawBufferPointer
    var isBigEndian = false

    var count: Int { bytes.count }

    /// The part of `offset..<offset + count` that exists; nil when it starts beyond the end.
    func clampedRange(_ offset: UInt64, _ count: UInt64) -> Range<Int>? {
        guard offset <= UInt64(bytes.count) else { return nil }
        let start = Int(offset)
        return start..<start + Int(min(count, UInt64(bytes.count - start)))
    }

    /// `offset..<offset + count`, if all of it exists.
    func range(_ offset: UInt64, _ count: UInt64) -> Range<Int>? {
        guard let range = clampedRange(offset, count), UInt64(range.count) == count else { return nil }
        return range
    }

    func slice(_ range: Range<Int>) -> ByteView {
        let range = range.clamped(to: 0..<bytes.count)
        return ByteView(bytes: UnsafeRawBufferPointer(rebasing: bytes[range]), isBigEndian: isBigEndian)
    }

    func byte(_ offset: UInt64) -> UInt8? {
        offset < UInt64(bytes.count) ? bytes[Int(offset)] : nil
    }

    @inline(__always)
    private func load<Value: FixedWidthInteger>(_ offset: UInt64, as type: Value.Type) -> Value? {
        guard let range = range(offset, UInt64(MemoryLayout<Value>.size)) else { return nil }
        let value = bytes.loadUnaligned(fromByteOffset: range.lowerBound, as: Value.self)
        return isBigEndian ? Value(bigEndian: value) : Value(littleEndian: value)
    }

    func u16(_ offset: UInt64) -> UInt16? { load(offset, as: UInt16.self) }
    func u32(_ offset: UInt64) -> UInt32? { load(offset, as: UInt32.self) }
    func u64(_ offset: UInt64) -> UInt64? { load(offset, as: UInt64.self) }

    /// An address or size of 4 or 8 bytes.
    func word(_ offset: UInt64, size: Int) -> UInt64? {
        size == 8 ? u64(offset) : u32(offset).map(UInt64.init)
    }

    /// Whether the bytes of `text` stand at `offset`.
    func matches(_ text: StaticString, at offset: UInt64) -> Bool {
        guard let range = range(offset, UInt64(text.utf8CodeUnitCount)) else { return false }
        return text.withUTF8Buffer { wanted in
            bytes[range].elementsEqual(wanted)
        }
    }

    /// The bytes from `offset` to the next NUL, without it; nil when none comes within `limit` bytes.
    func terminatedRange(_ offset: UInt64, limit: Int) -> Range<Int>? {
        guard let reach = clampedRange(offset, UInt64(clamping: limit)) else { return nil }
        guard let end = bytes[reach].firstIndex(of: 0) else { return nil }
        return reach.lowerBound..<end
    }

    func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
    }
}

/// Offset plus length, or the greatest number where the sum has no room: such a place is outside every file.
func clampedSum(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let (sum, overflows) = left.addingReportingOverflow(right)
    return overflows ? .max : sum
}

/// Row `index` of a table.
func clampedRow(_ start: UInt64, _ index: Int, _ size: UInt64) -> UInt64 {
    let (product, overflows) = UInt64(clamping: index).multipliedReportingOverflow(by: size)
    return overflows ? .max : clampedSum(start, product)
}

extension UnsafeRawBufferPointer {
    /// The first `byte` at or after `start` and before `end`, both within the buffer.
    @inline(__always)
    func position(of byte: UInt8, from start: Int, before end: Int) -> Int? {
        guard start >= 0, start < end, end <= count, let base = baseAddress,
            let hit = memchr(base + start, Int32(byte), end - start)
        else { return nil }
        return UnsafeRawPointer(hit) - base
    }

    /// Whether both hold the same bytes.
    @inline(__always)
    func isEqual(to other: UnsafeRawBufferPointer) -> Bool {
        guard count == other.count, let left = baseAddress, let right = other.baseAddress else {
            return count == other.count
        }
        return memcmp(left, right, count) == 0
    }
}
