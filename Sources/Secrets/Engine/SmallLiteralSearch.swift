/// Finds literals in short texts without a database, whose compiling takes longer than many a scan: an image of one
/// program has no more text than its configuration.
///
/// Literals are tried at each byte that one of them starts with, so that it is for short texts only.
struct SmallLiteralSearch: Sendable {
    private struct Entry {
        var number: Int32
        /// In lower case where case is ignored.
        var bytes: [UInt8]
        var ignoresCase: Bool
    }

    /// By the first byte, both of its cases where case is ignored.
    private var entries = [[Entry]](repeating: [], count: 256)

    init(_ literals: [Literal]) {
        for (number, literal) in literals.enumerated() {
            let text = Array(literal.text.utf8)
            guard let first = text.first else { continue }
            let entry = Entry(
                number: Int32(truncatingIfNeeded: number), bytes: literal.ignoresCase ? text.map(Self.lower) : text,
                ignoresCase: literal.ignoresCase)
            entries[Int(literal.ignoresCase ? Self.lower(first) : first)].append(entry)
            let upper = Self.upper(first)
            if literal.ignoresCase, upper != Self.lower(first) { entries[Int(upper)].append(entry) }
        }
    }

    /// All hits in the order of their ends, those of one end in the order of the literals.
    func search(_ text: UnsafeRawBufferPointer, into hits: inout [LiteralHit]) {
        for start in 0..<text.count {
            for entry in entries[Int(text[start])] where start + entry.bytes.count <= text.count {
                let isHit =
                    entry.ignoresCase
                    ? entry.bytes.indices.allSatisfy { Self.lower(text[start + $0]) == entry.bytes[$0] }
                    : entry.bytes.indices.allSatisfy { text[start + $0] == entry.bytes[$0] }
                if isHit {
                    hits.append(
                        LiteralHit(
                            literal: entry.number, end: Int32(truncatingIfNeeded: start + entry.bytes.count)))
                }
            }
        }
        hits.sort { ($0.end, $0.literal) < ($1.end, $1.literal) }
    }

    private static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
    private static func upper(_ byte: UInt8) -> UInt8 { (0x61...0x7A).contains(byte) ? byte & 0xDF : byte }
}
