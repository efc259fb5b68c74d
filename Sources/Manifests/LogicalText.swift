/// Text put together from pieces of a source: continuation lines joined, comments and indentation left out. Keeps where
/// each piece came from, so that what is read from it can be reported and edited in the source.
public struct LogicalText: Sendable {
    public private(set) var bytes: [UInt8] = []
    /// Start of each piece here and in the source, in rising order.
    private var pieces: [(here: Int, source: Int)] = []
    private var sourceEnd = 0

    public init() {}

    /// One piece: the bytes of `range` of `source`.
    public init(_ source: [UInt8], range: Range<Int>) {
        append(source, range)
    }

    public mutating func append(_ source: [UInt8], _ range: Range<Int>) {
        if range.isEmpty && !pieces.isEmpty { return }
        pieces.append((bytes.count, range.lowerBound))
        bytes.append(contentsOf: source[range])
        sourceEnd = range.upperBound
    }

    /// The source offset of the byte at `index`; the end maps to the end of the last piece.
    public func source(_ index: Int) -> Int {
        if index >= bytes.count { return sourceEnd }
        var low = 0
        var high = pieces.count
        guard high > 0 else { return sourceEnd }
        while low + 1 < high {
            let middle = (low + high) / 2
            if pieces[middle].here <= index { low = middle } else { high = middle }
        }
        return pieces[low].source + index - pieces[low].here
    }

    /// The source range of a range here: from its first to past its last byte.
    public func source(_ range: Range<Int>) -> Range<Int> {
        let start = source(range.lowerBound)
        guard !range.isEmpty else { return start..<start }
        return start..<max(start, source(range.upperBound - 1) + 1)
    }

    /// The part from `index` on, as a text of its own.
    public func suffix(from index: Int) -> LogicalText { slice(index..<max(index, bytes.count)) }

    /// A part as a text of its own.
    public func slice(_ range: Range<Int>) -> LogicalText {
        var part = LogicalText()
        let range = range.clamped(to: 0..<bytes.count)
        part.bytes = Array(bytes[range])
        part.sourceEnd = range.isEmpty ? source(range.lowerBound) : source(range.upperBound - 1) + 1
        if !range.isEmpty {
            part.pieces = [(0, source(range.lowerBound))]
            for piece in pieces where piece.here > range.lowerBound && piece.here < range.upperBound {
                part.pieces.append((piece.here - range.lowerBound, piece.source))
            }
        }
        return part
    }

    public func string(_ range: Range<Int>) -> String {
        String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
    }
}
