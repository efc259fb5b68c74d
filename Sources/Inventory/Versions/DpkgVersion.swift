/// A Debian version, `[epoch:]upstream[-revision]`, in the order of Debian Policy 5.6.12.
///
/// As lenient as dpkg itself: what it merely warns of (a letter first, an odd character) is accepted.
public struct DpkgVersion: OrderedVersion {
    public let description: String
    /// 0 where none is written.
    public let epoch: Int32
    private let upstreamStart: Int32
    private let upstreamEnd: Int32
    private let end: Int32

    public init?(_ text: String) {
        guard let parts = text.withVersionBytes({ Self.split($0) }) else { return nil }
        description = text
        epoch = parts.epoch
        upstreamStart = Int32(clamping: parts.upstream.lowerBound)
        upstreamEnd = Int32(clamping: parts.upstream.upperBound)
        end = Int32(clamping: parts.end)
    }

    /// Between epoch and revision.
    public var upstream: String { part(upstreamRange) }

    /// After the last `-`; nil for native packages.
    public var revision: String? { upstreamEnd == end ? nil : part(revisionRange) }

    private var upstreamRange: Range<Int> { Int(upstreamStart)..<Int(upstreamEnd) }
    private var revisionRange: Range<Int> { min(Int(upstreamEnd) + 1, Int(end))..<Int(end) }

    private func part(_ range: Range<Int>) -> String {
        description.withVersionBytes { bytes in String(decoding: range.map { bytes[$0] }, as: UTF8.self) }
    }

    private static func split(_ bytes: VersionBytes) -> (epoch: Int32, upstream: Range<Int>, end: Int)? {
        guard bytes.count < Int(Int32.max) else { return nil }
        var end = bytes.count
        while end > 0, bytes[end - 1].isVersionSpace { end -= 1 }
        var start = bytes.end(of: 0, before: end) { $0.isVersionSpace }
        guard start < end, !(start..<end).contains(where: { bytes[$0].isVersionSpace || bytes[$0] == 0 }) else {
            return nil
        }

        var epoch: Int32 = 0
        if let colon = bytes.firstIndex(of: UInt8(ascii: ":"), in: start..<end) {
            guard colon > start, colon + 1 < end else { return nil }
            for index in start..<colon {
                guard bytes[index].isVersionDigit else { return nil }
                let (product, overflowed) = epoch.multipliedReportingOverflow(by: 10)
                let (sum, overflowedToo) = product.addingReportingOverflow(Int32(bytes[index] - UInt8(ascii: "0")))
                guard !overflowed, !overflowedToo else { return nil }
                epoch = sum
            }
            start = colon + 1
        }
        guard let dash = bytes.lastIndex(of: UInt8(ascii: "-"), in: start..<end) else {
            return (epoch, start..<end, end)
        }
        guard dash > start, dash + 1 < end else { return nil }
        return (epoch, start..<dash, end)
    }

    public func order(to other: DpkgVersion) -> VersionOrder {
        guard epoch == other.epoch else { return epoch < other.epoch ? .less : .greater }
        return description.withVersionBytes { left in
            other.description.withVersionBytes { right in
                let order = Self.order(left, upstreamRange, right, other.upstreamRange)
                guard order == .equal else { return order }
                return Self.order(left, revisionRange, right, other.revisionRange)
            }
        }
    }

    /// Runs of other characters and runs of digits in turn.
    private static func order(
        _ left: VersionBytes, _ leftRange: Range<Int>, _ right: VersionBytes, _ rightRange: Range<Int>
    ) -> VersionOrder {
        var leftIndex = leftRange.lowerBound
        var rightIndex = rightRange.lowerBound
        while leftIndex < leftRange.upperBound || rightIndex < rightRange.upperBound {
            while true {
                let leftWeight = leftIndex < leftRange.upperBound ? weight(left[leftIndex]) : 0
                let rightWeight = rightIndex < rightRange.upperBound ? weight(right[rightIndex]) : 0
                guard leftWeight == rightWeight else { return leftWeight < rightWeight ? .less : .greater }
                if leftWeight == 0 { break }
                leftIndex += 1
                rightIndex += 1
            }
            let leftEnd = left.end(of: leftIndex, before: leftRange.upperBound) { $0.isVersionDigit }
            let rightEnd = right.end(of: rightIndex, before: rightRange.upperBound) { $0.isVersionDigit }
            let order = VersionBytes.numericOrder(left, leftIndex..<leftEnd, right, rightIndex..<rightEnd)
            guard order == .equal else { return order }
            leftIndex = leftEnd
            rightIndex = rightEnd
        }
        return .equal
    }

    /// `~` before the end of the part (and before digits, which end a run), letters before all else.
    private static func weight(_ byte: UInt8) -> Int {
        if byte.isVersionDigit { return 0 }
        if byte.isVersionLetter { return Int(byte) }
        return byte == UInt8(ascii: "~") ? -1 : Int(byte) + 256
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(epoch)
        description.withVersionBytes { bytes in
            for range in [upstreamRange, revisionRange] {
                var index = range.lowerBound
                while index < range.upperBound {
                    let wordEnd = bytes.end(of: index, before: range.upperBound) { !$0.isVersionDigit }
                    let end = bytes.end(of: wordEnd, before: range.upperBound) { $0.isVersionDigit }
                    let digits = bytes.significantDigits(wordEnd..<end)
                    // `` and `0` rank the same, so a run of nothing but zeros leaves no trace.
                    if wordEnd > index || !digits.isEmpty {
                        bytes.hash(index..<wordEnd, into: &hasher)
                        bytes.hash(digits, into: &hasher)
                    }
                    index = end
                }
                hasher.combine(UInt8(0xFE))
            }
        }
    }
}
