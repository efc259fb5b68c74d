/// The index of a pack, version 2: where each object stands. Source: gitformat-pack(5), "Version 2 pack-*.idx files".
struct GitPackIndex {
    private static let start = 8
    private let bytes: UnsafeRawBufferPointer
    let count: Int

    /// Nil where it is damaged or of another version.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= Self.start + 1024 + 40, bytes.starts("tOc", at: 1), bytes[0] == 0xFF, bytes[7] == 2 else {
            return nil
        }
        self.bytes = bytes
        count = Self.word(bytes, Self.start + 1020)
        guard Self.start + 1024 + count * 28 + 40 <= bytes.count else { return nil }
    }

    private static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> Int {
        Int(UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
    }

    func id(_ number: Int) -> GitObjectID? { GitObjectID(bytes, at: Self.start + 1024 + number * 20) }

    func offset(_ number: Int) -> Int? {
        let small = Self.word(bytes, Self.start + 1024 + count * 24 + number * 4)
        guard small & 0x8000_0000 != 0 else { return small }
        let place = Self.start + 1024 + count * 28 + (small & 0x7FFF_FFFF) * 8
        guard place + 8 <= bytes.count else { return nil }
        let large = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        return Int(exactly: large)
    }

    func offset(of id: GitObjectID) -> Int? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            guard let there = self.id(middle) else { return nil }
            if there == id { return offset(middle) }
            if there < id { low = middle + 1 } else { high = middle }
        }
        return nil
    }
}
