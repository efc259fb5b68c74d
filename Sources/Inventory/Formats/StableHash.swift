/// A 64-bit hash that is the same in every run: file lists and dependency names are kept as such numbers instead of
/// strings, eight bytes each. (An image with 100,000 owned files would otherwise hold 10 MB of paths.)
///
/// FNV-1a with a finishing mix; a collision can at worst attribute a file to a wrong package.
struct StableHash {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    @inline(__always)
    mutating func add(_ byte: UInt8) {
        state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }

    @inline(__always)
    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        for byte in bytes { add(byte) }
    }

    var value: UInt64 {
        var mixed = state
        mixed ^= mixed >> 33
        mixed = mixed &* 0xFF51_AFD7_ED55_8CCD
        return mixed ^ (mixed >> 33)
    }

    static func of(_ text: String) -> UInt64 { text.withBytes { $0.stableHash } }
}
