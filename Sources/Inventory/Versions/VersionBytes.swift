/// The bytes of one version: a bounds-checked view that owns nothing.
///
/// Invariant: it lives only inside the closure of `String.withVersionBytes`. Reading past the end gives 0, so that the
/// orders below can look one byte ahead without a test of their own.
struct VersionBytes {
    private let bytes: UnsafeBufferPointer<UInt8>

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    var count: Int { bytes.count }
    var all: Range<Int> { 0..<bytes.count }

    subscript(index: Int) -> UInt8 {
        index >= 0 && index < bytes.count ? bytes[index] : 0
    }

    /// The end of the run that starts at `start` and whose bytes all satisfy `predicate`.
    @inline(__always)
    func end(of start: Int, before limit: Int, while predicate: (UInt8) -> Bool) -> Int {
        var index = start
        while index < limit, predicate(self[index]) { index += 1 }
        return index
    }

    func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
        range.first { self[$0] == byte }
    }

    func lastIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
        range.last { self[$0] == byte }
    }

    /// Whether the bytes at `index` are those of `text`.
    func matches(_ text: StaticString, at index: Int) -> Bool {
        guard index >= 0, text.utf8CodeUnitCount <= bytes.count - index else { return false }
        return text.withUTF8Buffer { wanted in
            wanted.indices.allSatisfy { bytes[index + $0] == wanted[$0] }
        }
    }

    /// `range` without the zeros in front of it; empty for a run of zeros.
    func significantDigits(_ range: Range<Int>) -> Range<Int> {
        end(of: range.lowerBound, before: range.upperBound) { $0 == UInt8(ascii: "0") }..<range.upperBound
    }

    /// Compares two runs of digits as numbers of any size.
    static func numericOrder(
        _ left: VersionBytes, _ leftRange: Range<Int>, _ right: VersionBytes, _ rightRange: Range<Int>
    ) -> VersionOrder {
        let leftDigits = left.significantDigits(leftRange)
        let rightDigits = right.significantDigits(rightRange)
        guard leftDigits.count == rightDigits.count else {
            return leftDigits.count < rightDigits.count ? .less : .greater
        }
        return byteOrder(left, leftDigits, right, rightDigits)
    }

    /// Compares two runs byte by byte; a prefix sorts first.
    static func byteOrder(
        _ left: VersionBytes, _ leftRange: Range<Int>, _ right: VersionBytes, _ rightRange: Range<Int>
    ) -> VersionOrder {
        for offset in 0..<min(leftRange.count, rightRange.count) {
            let order = VersionOrder(left[leftRange.lowerBound + offset], right[rightRange.lowerBound + offset])
            guard order == .equal else { return order }
        }
        return VersionOrder(leftRange.count, rightRange.count)
    }

    /// Feeds the bytes of a run, and a byte that ends it, to a hasher.
    func hash(_ range: Range<Int>, into hasher: inout Hasher) {
        for index in range { hasher.combine(self[index]) }
        hasher.combine(UInt8(0xFF))
    }
}

extension String {
    /// Calls `body` with the bytes of this version. Native strings, which is all of them on Linux, are not copied.
    func withVersionBytes<Result>(_ body: (VersionBytes) -> Result) -> Result {
        if let result = utf8.withContiguousStorageIfAvailable({ body(VersionBytes($0)) }) { return result }
        var copy = self
        return copy.withUTF8 { body(VersionBytes($0)) }
    }
}

extension UInt8 {
    var isVersionDigit: Bool { self &- UInt8(ascii: "0") < 10 }
    var isVersionLetter: Bool { (self | 0x20) &- UInt8(ascii: "a") < 26 }
    var isVersionLowercase: Bool { self &- UInt8(ascii: "a") < 26 }
    var isVersionSpace: Bool { self == UInt8(ascii: " ") || (self >= 0x09 && self <= 0x0D) }
}
