/// A set of bytes, 256 bits.
struct ByteSet: Sendable, Hashable {
    private(set) var words: SIMD4<UInt64>

    init() { words = .zero }

    init(_ bytes: some Sequence<UInt8>) {
        self.init()
        for byte in bytes { insert(byte) }
    }

    init(range: ClosedRange<UInt8>) { self.init(range) }

    @inline(__always)
    func contains(_ byte: UInt8) -> Bool {
        (words[Int(byte >> 6)] >> UInt64(byte & 63)) & 1 == 1
    }

    mutating func insert(_ byte: UInt8) { words[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }

    mutating func formUnion(_ other: ByteSet) { words |= other.words }

    func union(_ other: ByteSet) -> ByteSet {
        var both = self
        both.formUnion(other)
        return both
    }

    var inverted: ByteSet {
        var other = self
        other.words = ~words
        return other
    }

    var isEmpty: Bool { words == .zero }

    var count: Int { (0..<4).reduce(0) { $0 + words[$1].nonzeroBitCount } }

    /// The only member of a set of one.
    var single: UInt8? {
        guard count == 1 else { return nil }
        return (0...255).first { contains(UInt8($0)) }.map { UInt8($0) }
    }

    /// With both cases of every ASCII letter in it.
    var caseFolded: ByteSet {
        var folded = self
        for letter in UInt8(ascii: "a")...UInt8(ascii: "z") {
            let upper = letter & 0xDF
            if contains(letter) { folded.insert(upper) }
            if contains(upper) { folded.insert(letter) }
        }
        return folded
    }

    static let digits = ByteSet(range: 0x30...0x39)
    static let lower = ByteSet(range: 0x61...0x7A)
    static let upper = ByteSet(range: 0x41...0x5A)
    static let letters = lower.union(upper)
    static let alphanumerics = letters.union(digits)
    /// `\w`: letters, digits, underscore.
    static let word = alphanumerics.union(ByteSet([0x5F]))
    static let space = ByteSet([0x20, 0x09, 0x0A, 0x0C, 0x0D])
    static let all = ByteSet().inverted
    static let notNewline = ByteSet([0x0A]).inverted
}
