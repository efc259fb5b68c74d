#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A part of a file's bytes during one call of a parser.
///
/// Invariant: used only while the buffer it was made from lives; it never leaves the call. Every access is checked:
/// reads past the end give nil, slices are clamped, so hostile lengths cannot reach outside.
struct Bytes {
    private let buffer: UnsafeRawBufferPointer

    init(_ buffer: UnsafeRawBufferPointer) { self.buffer = buffer }

    var count: Int { buffer.count }
    var isEmpty: Bool { buffer.isEmpty }
    var first: UInt8? { buffer.first }
    var last: UInt8? { buffer.last }

    @inline(__always)
    subscript(index: Int) -> UInt8? {
        index >= 0 && index < buffer.count ? buffer[index] : nil
    }

    /// The bytes from `start` up to `end`, both clamped.
    @inline(__always)
    func slice(_ start: Int, _ end: Int) -> Bytes {
        let low = min(max(start, 0), buffer.count)
        let high = min(max(end, low), buffer.count)
        return Bytes(UnsafeRawBufferPointer(rebasing: buffer[low..<high]))
    }

    func dropFirst(_ count: Int = 1) -> Bytes { slice(count, buffer.count) }

    /// Exactly `count` bytes from `start`; nil where the file ends before.
    func exactly(_ start: Int, count: Int) -> Bytes? {
        guard start >= 0, count >= 0, start <= buffer.count, count <= buffer.count - start else { return nil }
        return slice(start, start + count)
    }

    /// Position of the first `byte` at or after `start`.
    @inline(__always)
    func firstIndex(of byte: UInt8, from start: Int = 0) -> Int? {
        guard start >= 0, start < buffer.count, let base = buffer.baseAddress,
            let hit = memchr(base + start, Int32(byte), buffer.count - start)
        else { return nil }
        return UnsafeRawPointer(hit) - base
    }

    func lastIndex(of byte: UInt8) -> Int? { buffer.lastIndex(of: byte) }

    func contains(_ byte: UInt8) -> Bool { firstIndex(of: byte) != nil }

    @inline(__always)
    func hasPrefix(_ text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard length <= buffer.count, let base = buffer.baseAddress else { return length == 0 }
        return memcmp(base, text.utf8Start, length) == 0
    }

    func hasPrefix(_ other: Bytes) -> Bool {
        guard other.count <= count else { return false }
        guard let left = buffer.baseAddress, let right = other.buffer.baseAddress else { return other.isEmpty }
        return memcmp(left, right, other.count) == 0
    }

    @inline(__always)
    func hasSuffix(_ text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard length <= buffer.count, let base = buffer.baseAddress else { return length == 0 }
        return memcmp(base + (buffer.count - length), text.utf8Start, length) == 0
    }

    @inline(__always)
    func equals(_ text: StaticString) -> Bool {
        text.utf8CodeUnitCount == buffer.count && hasPrefix(text)
    }

    /// Equal but for the case of ASCII letters.
    func equalsIgnoringCase(_ text: StaticString) -> Bool {
        guard text.utf8CodeUnitCount == buffer.count else { return false }
        for index in 0..<buffer.count where (buffer[index] | 0x20) != (text.utf8Start[index] | 0x20) { return false }
        return true
    }

    /// Position of the first `text` at or after `start`.
    func firstIndex(of text: StaticString, from start: Int = 0) -> Int? {
        guard text.utf8CodeUnitCount > 0 else { return nil }
        var position = start
        while let hit = firstIndex(of: text.utf8Start[0], from: position) {
            guard hit <= count - text.utf8CodeUnitCount else { return nil }
            if slice(hit, hit + text.utf8CodeUnitCount).hasPrefix(text) { return hit }
            position = hit + 1
        }
        return nil
    }

    func contains(_ text: StaticString) -> Bool { firstIndex(of: text) != nil }

    /// Without spaces, tabs and line ends at both ends.
    var trimmed: Bytes {
        var low = 0
        var high = buffer.count
        while low < high, Bytes.isSpace(buffer[low]) { low += 1 }
        while high > low, Bytes.isSpace(buffer[high - 1]) { high -= 1 }
        return slice(low, high)
    }

    /// As text; bytes that are not UTF-8 become U+FFFD.
    var string: String { String(decoding: buffer, as: UTF8.self) }

    /// Nil for an empty part.
    var nonEmptyString: String? { isEmpty ? nil : string }

    /// The stable 64-bit name of these bytes, see `StableHash`.
    var stableHash: UInt64 {
        var hash = StableHash()
        hash.add(buffer)
        return hash.value
    }

    func addTo(_ hash: inout StableHash) { hash.add(buffer) }

    func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try body(buffer)
    }

    @inline(__always)
    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
}

// MARK: - Integers

extension Bytes {
    func bigEndian32(at offset: Int) -> UInt32? {
        guard offset >= 0, offset <= count - 4 else { return nil }
        return UInt32(bigEndian: buffer.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    func littleEndian32(at offset: Int) -> UInt32? {
        guard offset >= 0, offset <= count - 4 else { return nil }
        return UInt32(littleEndian: buffer.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    func littleEndian16(at offset: Int) -> UInt16? {
        guard offset >= 0, offset <= count - 2 else { return nil }
        return UInt16(littleEndian: buffer.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
    }
}

// MARK: - Splitting

extension Bytes {
    /// Calls `body` with each line, without its line end.
    @inline(__always)
    func forEachLine(_ body: (Bytes) -> Void) {
        var position = 0
        while position < count {
            let end = firstIndex(of: 0x0A, from: position) ?? count
            let isCarriageReturn = end > position && self[end - 1] == 0x0D
            body(slice(position, isCarriageReturn ? end - 1 : end))
            position = end + 1
        }
    }

    /// Calls `body` with each part between `separator`s, trimmed; empty ones are left out.
    func forEachPart(_ separator: UInt8, _ body: (Bytes) -> Void) {
        var position = 0
        while position < count {
            let end = firstIndex(of: separator, from: position) ?? count
            let part = slice(position, end).trimmed
            if !part.isEmpty { body(part) }
            position = end + 1
        }
    }

    /// Calls `body` with each word between white space.
    func forEachWord(_ body: (Bytes) -> Void) {
        var position = 0
        while position < count {
            while let byte = self[position], Bytes.isSpace(byte) { position += 1 }
            let start = position
            while let byte = self[position], !Bytes.isSpace(byte) { position += 1 }
            if position > start { body(slice(start, position)) }
        }
    }
}

extension String {
    /// Runs `body` on the UTF-8 of the string.
    func withBytes<Result>(_ body: (Bytes) -> Result) -> Result {
        var text = self
        return text.withUTF8 { body(Bytes(UnsafeRawBufferPointer($0))) }
    }
}
