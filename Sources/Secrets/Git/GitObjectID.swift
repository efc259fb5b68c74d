/// The SHA-1 name of a git object.
struct GitObjectID: Hashable, Sendable, Comparable, CustomStringConvertible {
    private var high: UInt64
    private var middle: UInt64
    private var low: UInt32

    static let size = 20

    /// Nil where fewer than 20 bytes stand there.
    init?(_ bytes: UnsafeRawBufferPointer, at offset: Int = 0) {
        guard offset >= 0, offset + Self.size <= bytes.count else { return nil }
        high = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        middle = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
        low = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset + 16, as: UInt32.self))
    }

    init?(hexadecimal: some Collection<UInt8>) {
        guard hexadecimal.count == 2 * Self.size else { return nil }
        var bytes: [UInt8] = []
        var pending: UInt8?
        for digit in hexadecimal {
            let value: UInt8
            switch digit {
            case 0x30...0x39: value = digit - 0x30
            case 0x61...0x66: value = digit - 0x57
            default: return nil
            }
            if let first = pending {
                bytes.append(first << 4 | value)
                pending = nil
            } else {
                pending = value
            }
        }
        guard let made = bytes.withUnsafeBytes({ GitObjectID($0) }) else { return nil }
        self = made
    }

    static func < (left: GitObjectID, right: GitObjectID) -> Bool {
        (left.high, left.middle, left.low) < (right.high, right.middle, right.low)
    }

    var description: String {
        func digits(_ value: UInt64, _ count: Int) -> String {
            let text = String(value, radix: 16)
            return String(repeating: "0", count: count - text.utf8.count) + text
        }
        return digits(high, 16) + digits(middle, 16) + digits(UInt64(low), 8)
    }
}
