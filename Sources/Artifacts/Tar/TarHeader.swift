/// The fields of one 512-byte tar header (POSIX.1-2017 pax, "ustar Interchange Format"; GNU tar manual, "Basic Tar
/// Format").
///
/// Invariant: `bytes` holds at least `size` bytes and outlives the value.
struct TarHeader {
    static let size = 512

    let bytes: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    enum Field {
        static let name = 0..<100
        static let mode = 100..<108
        static let userID = 108..<116
        static let groupID = 116..<124
        static let size = 124..<136
        static let modified = 136..<148
        static let checksum = 148..<156
        static let linkName = 157..<257
        static let prefix = 345..<500
        /// Of the star archiver, which marks its headers with "tar\0" at 508.
        static let starPrefix = 345..<476
    }

    var type: UInt8 { bytes[156] }

    var isZero: Bool {
        guard let base = bytes.baseAddress, base.loadUnaligned(as: UInt64.self) == 0 else { return false }
        for index in stride(from: 8, to: Self.size, by: 8)
        where base.loadUnaligned(fromByteOffset: index, as: UInt64.self) != 0 { return false }
        return true
    }

    /// The prefix counts only in POSIX headers; GNU keeps times in its place.
    var prefix: UnsafeRawBufferPointer? {
        // "ustar\0"
        guard bytes[257] == 0x75, bytes[258] == 0x73, bytes[259] == 0x74, bytes[260] == 0x61, bytes[261] == 0x72,
            bytes[262] == 0
        else { return nil }
        let isStar = bytes[508] == 0x74 && bytes[509] == 0x61 && bytes[510] == 0x72 && bytes[511] == 0
        let field = text(isStar ? Field.starPrefix : Field.prefix)
        return field.isEmpty ? nil : field
    }

    /// A field up to its first NUL.
    func text(_ field: Range<Int>) -> UnsafeRawBufferPointer {
        var end = field.lowerBound
        while end < field.upperBound, bytes[end] != 0 { end += 1 }
        return UnsafeRawBufferPointer(rebasing: bytes[field.lowerBound..<end])
    }

    /// Of the bytes as unsigned numbers, as POSIX says, or as signed ones, as some old archivers did.
    var hasValidChecksum: Bool {
        guard let stored = number(Field.checksum) else { return false }
        var sum: UInt32 = 0
        for byte in bytes[..<Self.size] { sum &+= UInt32(byte) }
        var field: UInt32 = 0
        for byte in bytes[Field.checksum] { field &+= UInt32(byte) }
        let spaces: UInt32 = 8 * 32
        if Int64(sum &- field &+ spaces) == stored { return true }
        var signed: Int32 = Int32(spaces)
        for (index, byte) in bytes[..<Self.size].enumerated() where !Field.checksum.contains(index) {
            signed &+= Int32(Int8(bitPattern: byte))
        }
        return Int64(signed) == stored
    }

    /// Octal digits between spaces or NULs, or base 256 with the highest bit set; nil for anything else, negative
    /// numbers included. An empty field is 0.
    @inline(__always)
    func number(_ field: Range<Int>) -> Int64? {
        Self.number(UnsafeRawBufferPointer(rebasing: bytes[field]))
    }

    static func number(_ field: UnsafeRawBufferPointer) -> Int64? {
        guard let first = field.first else { return 0 }
        if first & 0x80 != 0 { return base256(field) }
        var index = 0
        while index < field.count, field[index] == 0x20 || field[index] == 0 { index += 1 }
        var value: UInt64 = 0
        while index < field.count {
            let digit = field[index] &- 0x30
            guard digit < 8 else { break }
            guard value >> 60 == 0 else { return nil }
            value = value << 3 | UInt64(digit)
            index += 1
        }
        while index < field.count {
            guard field[index] == 0x20 || field[index] == 0 else { return nil }
            index += 1
        }
        return Int64(exactly: value)
    }

    private static func base256(_ field: UnsafeRawBufferPointer) -> Int64? {
        // 0xFF in front means a negative number.
        guard field[0] & 0x40 == 0 else { return nil }
        var value = UInt64(field[0] & 0x3F)
        for byte in field.dropFirst() {
            guard value >> 55 == 0 else { return nil }
            value = value << 8 | UInt64(byte)
        }
        return Int64(exactly: value)
    }
}
