import Findings

/// The bytes of a text file with a table of its lines: turns byte offsets into lines and columns.
///
/// Lines end at LF or CR LF. Lines and columns count from 1; a column counts Unicode scalars, as `Location` wants. A
/// byte order mark in front is part of the bytes (fixes need true offsets) but takes up no column.
public struct SourceText: Sendable {
    public let bytes: [UInt8]
    /// Offsets of the first byte of each line; never empty.
    private let lineStarts: [Int]
    /// Unicode scalars in front of each block of bytes, so that columns of very long lines are found fast.
    private let scalarsBefore: [Int]
    private static let blockShift = 10

    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var starts = [0]
        bytes.withUnsafeBufferPointer { buffer in
            for index in buffer.indices where buffer[index] == UInt8(ascii: "\n") { starts.append(index + 1) }
        }
        lineStarts = starts
        var counts = [0]
        counts.reserveCapacity(bytes.count >> Self.blockShift + 2)
        var start = 0
        while start + 1 << Self.blockShift <= bytes.count {
            let end = start + 1 << Self.blockShift
            counts.append((counts.last ?? 0) + Self.scalars(bytes[start..<end]))
            start = end
        }
        scalarsBefore = counts
    }

    /// All bytes but those that continue a scalar.
    private static func scalars(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.withUnsafeBufferPointer { buffer in
            var count = 0
            for byte in buffer where byte & 0xC0 != 0x80 { count += 1 }
            return count
        }
    }

    /// Scalars that start in front of an offset.
    private func scalars(before offset: Int) -> Int {
        let block = min(offset >> Self.blockShift, scalarsBefore.count - 1)
        return scalarsBefore[block] + Self.scalars(bytes[block << Self.blockShift..<offset])
    }

    /// Length of the UTF-8 byte order mark, 0 or 3.
    public var markLength: Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

    public var lineCount: Int { lineStarts.count }

    /// `\r\n` where the first line ends so, else `\n`: what inserted lines should end with.
    public var lineEnding: String {
        guard lineStarts.count > 1 else { return "\n" }
        let end = lineStarts[1] - 1
        return end > 0 && bytes[end - 1] == UInt8(ascii: "\r") ? "\r\n" : "\n"
    }

    /// The line (from 1) that holds the byte at `offset`; offsets past the end belong to the last line.
    public func line(at offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count
        while low + 1 < high {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low + 1
    }

    /// The column (from 1) of the byte at `offset`.
    public func column(at offset: Int) -> Int {
        let number = line(at: offset)
        var start = lineStarts[number - 1]
        if number == 1 { start = min(markLength, max(offset, 0)) }
        let end = min(offset, bytes.count)
        guard start < end else { return 1 }
        return scalars(before: end) - scalars(before: start) + 1
    }

    /// Byte range of a line (from 1) without its line end.
    public func contents(ofLine line: Int) -> Range<Int> {
        guard line >= 1, line <= lineStarts.count else { return bytes.count..<bytes.count }
        let start = lineStarts[line - 1]
        var end = line < lineStarts.count ? lineStarts[line] - 1 : bytes.count
        if end > start, bytes[end - 1] == UInt8(ascii: "\r"), line < lineStarts.count { end -= 1 }
        return start..<max(start, end)
    }

    /// Byte range of a line (from 1) with its line end.
    public func wholeLine(_ line: Int) -> Range<Int> {
        guard line >= 1, line <= lineStarts.count else { return bytes.count..<bytes.count }
        return lineStarts[line - 1]..<(line < lineStarts.count ? lineStarts[line] : bytes.count)
    }

    /// The text of a byte range; bytes that are not UTF-8 become replacement characters.
    public func string(_ range: Range<Int>) -> String {
        String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
    }

    /// Where a byte range is, for a report.
    public func location(path: String, range: Range<Int>) -> Location {
        Location(
            path: path, line: line(at: range.lowerBound), column: column(at: range.lowerBound),
            endLine: line(at: range.upperBound), endColumn: column(at: range.upperBound))
    }
}
