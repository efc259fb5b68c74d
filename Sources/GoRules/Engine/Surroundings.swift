/// The bytes around a finding, with what finds pieces of a text in them.
struct Surroundings {
    let bytes: [UInt8]
    /// Where they begin in the file.
    let start: Int
    /// The last place of each hash of `shortestPiece` bytes, and for each place the one before it; -1 for none.
    private var last: [Int32]
    private var previous: [Int32]

    /// Shorter pieces of a text are kept as they are.
    static let shortestPiece = 4
    private static let hashBits = 10
    /// Places of one hash that are tried.
    private static let maximumTries = 64

    init(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, start: Int) {
        let bytes = Array(bytes)
        self.bytes = bytes
        self.start = start
        var last = [Int32](repeating: -1, count: 1 << Self.hashBits)
        var previous = [Int32](repeating: -1, count: bytes.count)
        var word: UInt32 = 0
        for (end, byte) in bytes.enumerated() {
            word = word >> 8 | UInt32(byte) << 24
            guard end + 1 >= Self.shortestPiece else { continue }
            let place = end + 1 - Self.shortestPiece
            let hash = Self.hash(word)
            previous[place] = last[hash]
            last[hash] = Int32(truncatingIfNeeded: place)
        }
        self.last = last
        self.previous = previous
    }

    /// Of four bytes, the first lowest.
    private static func hash(_ word: UInt32) -> Int { Int((word &* 2_654_435_761) >> (32 - UInt32(hashBits))) }

    /// Where the longest beginning of a text stands; nil for none of `shortestPiece` bytes.
    func longest(_ text: ArraySlice<UInt8>) -> Range<Int>? {
        guard text.count >= Self.shortestPiece else { return nil }
        let from = text.startIndex
        var best: Range<Int>?
        let word = (0..<4).reduce(UInt32(0)) { $0 | UInt32(text[from + $1]) << UInt32($1 * 8) }
        var place = Int(last[Self.hash(word)])
        var tries = 0
        while place >= 0, tries < Self.maximumTries {
            var length = 0
            while place + length < bytes.count, length < text.count, bytes[place + length] == text[from + length] {
                length += 1
            }
            if length >= Self.shortestPiece, length > best?.count ?? 0 { best = place..<(place + length) }
            place = Int(previous[place])
            tries += 1
        }
        return best
    }
}
