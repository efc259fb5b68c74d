/// An rpm version, `[epoch:]version[-release]`, in the order of rpm's `rpmvercmp`, `~` (before) and `^` (after) included.
///
/// rpm refuses no text, so only an empty one is nil here.
public struct RpmVersion: OrderedVersion {
    public let description: String
    private let epochEnd: Int32
    private let versionStart: Int32
    private let versionEnd: Int32
    private let end: Int32

    public init?(_ text: String) {
        let parts: (epochEnd: Int, version: Range<Int>, end: Int)? = text.withVersionBytes { bytes in
            guard bytes.count > 0, bytes.count < Int(Int32.max) else { return nil }
            let digits = bytes.end(of: 0, before: bytes.count) { $0.isVersionDigit }
            let hasEpoch = bytes[digits] == UInt8(ascii: ":")
            let start = hasEpoch ? digits + 1 : 0
            let dash = bytes.lastIndex(of: UInt8(ascii: "-"), in: start..<bytes.count)
            return (hasEpoch ? digits : 0, start..<(dash ?? bytes.count), bytes.count)
        }
        guard let parts else { return nil }
        description = text
        epochEnd = Int32(clamping: parts.epochEnd)
        versionStart = Int32(clamping: parts.version.lowerBound)
        versionEnd = Int32(clamping: parts.version.upperBound)
        end = Int32(clamping: parts.end)
    }

    /// As written; nil where none is, which ranks as 0.
    public var epoch: String? { epochEnd == 0 ? nil : part(epochRange) }
    public var version: String { part(versionRange) }
    public var release: String? { hasRelease ? part(releaseRange) : nil }

    private var hasRelease: Bool { versionEnd < end }
    private var epochRange: Range<Int> { 0..<Int(epochEnd) }
    private var versionRange: Range<Int> { Int(versionStart)..<Int(versionEnd) }
    private var releaseRange: Range<Int> { min(Int(versionEnd) + 1, Int(end))..<Int(end) }

    private func part(_ range: Range<Int>) -> String {
        description.withVersionBytes { bytes in String(decoding: range.map { bytes[$0] }, as: UTF8.self) }
    }

    public func order(to other: RpmVersion) -> VersionOrder {
        description.withVersionBytes { left in
            other.description.withVersionBytes { right in
                var order = VersionBytes.numericOrder(left, epochRange, right, other.epochRange)
                guard order == .equal else { return order }
                order = Self.order(left, versionRange, right, other.versionRange)
                guard order == .equal else { return order }
                // rpmverCmp: without a release before with one, even an empty one.
                guard hasRelease, other.hasRelease else {
                    return VersionOrder(hasRelease ? 1 : 0, other.hasRelease ? 1 : 0)
                }
                return Self.order(left, releaseRange, right, other.releaseRange)
            }
        }
    }

    /// What rpmvercmp finds next: `~` before the end, the end before `^`, then letters, then digits.
    private enum Token: Int {
        case tilde, end, caret, letters, digits
    }

    private static func token(
        _ bytes: VersionBytes, _ index: inout Int, _ limit: Int
    ) -> (token: Token, range: Range<Int>) {
        index = bytes.end(of: index, before: limit) {
            !$0.isVersionDigit && !$0.isVersionLetter && $0 != UInt8(ascii: "~") && $0 != UInt8(ascii: "^")
        }
        guard index < limit else { return (.end, limit..<limit) }
        let start = index
        let token: Token
        switch bytes[index] {
        case UInt8(ascii: "~"):
            token = .tilde
            index += 1
        case UInt8(ascii: "^"):
            token = .caret
            index += 1
        case let byte where byte.isVersionDigit:
            token = .digits
            index = bytes.end(of: index, before: limit) { $0.isVersionDigit }
        default:
            token = .letters
            index = bytes.end(of: index, before: limit) { $0.isVersionLetter }
        }
        return (token, start..<index)
    }

    private static func order(
        _ left: VersionBytes, _ leftRange: Range<Int>, _ right: VersionBytes, _ rightRange: Range<Int>
    ) -> VersionOrder {
        var leftIndex = leftRange.lowerBound
        var rightIndex = rightRange.lowerBound
        while true {
            let (leftToken, leftPart) = token(left, &leftIndex, leftRange.upperBound)
            let (rightToken, rightPart) = token(right, &rightIndex, rightRange.upperBound)
            guard leftToken == rightToken else { return VersionOrder(leftToken.rawValue, rightToken.rawValue) }
            let order: VersionOrder
            switch leftToken {
            case .end: return .equal
            case .tilde, .caret: order = .equal
            case .letters: order = VersionBytes.byteOrder(left, leftPart, right, rightPart)
            case .digits: order = VersionBytes.numericOrder(left, leftPart, right, rightPart)
            }
            guard order == .equal else { return order }
        }
    }

    public func hash(into hasher: inout Hasher) {
        description.withVersionBytes { bytes in
            bytes.hash(bytes.significantDigits(epochRange), into: &hasher)
            hasher.combine(hasRelease)
            for range in [versionRange, releaseRange] {
                var index = range.lowerBound
                while true {
                    let (token, part) = Self.token(bytes, &index, range.upperBound)
                    hasher.combine(token)
                    if token == .end { break }
                    bytes.hash(token == .digits ? bytes.significantDigits(part) : part, into: &hasher)
                }
            }
        }
    }
}
