/// An Alpine version, `digits{.digits}…{letter}{_suffix{digits}}…{~hash}{-rN}`, in the order of apk-tools 3.
///
/// Versions that apk calls invalid are nil, save those that apk-tools 2 took (`1.0a1`).
public struct ApkVersion: OrderedVersion {
    public let description: String

    public init?(_ text: String) {
        let isValid = text.withVersionBytes { bytes in
            var scanner = Scanner(bytes)
            while let token = scanner.next() {
                if token.kind == .end { return true }
            }
            return false
        }
        guard isValid else { return nil }
        description = text
    }

    public func order(to other: ApkVersion) -> VersionOrder {
        description.withVersionBytes { left in
            other.description.withVersionBytes { right in Self.order(left, right) }
        }
    }

    private static func order(_ left: VersionBytes, _ right: VersionBytes) -> VersionOrder {
        var leftScanner = Scanner(left)
        var rightScanner = Scanner(right)
        while let leftToken = leftScanner.next(), let rightToken = rightScanner.next() {
            guard leftToken.kind == rightToken.kind else { return VersionOrder(leftToken.rank, rightToken.rank) }
            let order: VersionOrder
            switch leftToken.kind {
            case .end: return .equal
            case .first, .suffixNumber, .revision:
                order = VersionBytes.numericOrder(left, leftToken.range, right, rightToken.range)
            case .digits:
                // A part with a zero in front ranks as text: 1.09 is after 1.010, and both are before 1.1.
                let zero = UInt8(ascii: "0")
                if left[leftToken.range.lowerBound] == zero || right[rightToken.range.lowerBound] == zero {
                    order = VersionBytes.byteOrder(left, leftToken.range, right, rightToken.range)
                } else {
                    order = VersionBytes.numericOrder(left, leftToken.range, right, rightToken.range)
                }
            case .letter, .hash:
                order = VersionBytes.byteOrder(left, leftToken.range, right, rightToken.range)
            case .suffix:
                order = VersionOrder(leftToken.suffix.rawValue, rightToken.suffix.rawValue)
            }
            guard order == .equal else { return order }
        }
        return .equal
    }

    public func hash(into hasher: inout Hasher) {
        description.withVersionBytes { bytes in
            var scanner = Scanner(bytes)
            while let token = scanner.next(), token.kind != .end {
                hasher.combine(token.kind)
                switch token.kind {
                case .first, .suffixNumber, .revision:
                    bytes.hash(bytes.significantDigits(token.range), into: &hasher)
                default: bytes.hash(token.range, into: &hasher)
                }
            }
        }
    }

    /// The parts, in the order in which they may follow each other.
    private enum Kind: Int {
        case first, digits, letter, suffix, suffixNumber, hash, revision, end
    }

    private enum Suffix: Int {
        case alpha, beta, pre, rc
        /// No suffix ranks between those before and those after a release.
        case none
        case cvs, svn, git, hg, p
    }

    private struct Token {
        var kind: Kind
        var range: Range<Int>
        var suffix = Suffix.none

        /// Where one version goes on and the other does otherwise or ends: a pre-release is before the end, all else
        /// after it, and what may come earlier in a version ranks higher.
        var rank: Int {
            kind == .suffix && suffix.rawValue < Suffix.none.rawValue ? -1 : Kind.end.rawValue - kind.rawValue
        }
    }

    /// Reads part by part; nil at the first byte that may not stand where it does.
    private struct Scanner {
        private let bytes: VersionBytes
        private var index = 0
        private var last: Kind?

        init(_ bytes: VersionBytes) {
            self.bytes = bytes
        }

        mutating func next() -> Token? {
            guard let last else { return number(.first) }
            guard index < bytes.count else { return Token(kind: .end, range: index..<index) }
            switch bytes[index] {
            case let byte where byte.isVersionLowercase:
                guard last.rawValue <= Kind.digits.rawValue else { return nil }
                return take(.letter, index + 1)
            case UInt8(ascii: "."):
                guard last.rawValue <= Kind.digits.rawValue else { return nil }
                index += 1
                return number(.digits)
            case let byte where byte.isVersionDigit:
                // Digits after a letter are of apk-tools 2; version 3 calls them invalid.
                return last == .suffix ? number(.suffixNumber) : last == .letter ? number(.digits) : nil
            case UInt8(ascii: "_"):
                guard last.rawValue <= Kind.suffixNumber.rawValue else { return nil }
                index += 1
                return suffix()
            case UInt8(ascii: "~"):
                guard last.rawValue < Kind.hash.rawValue else { return nil }
                index += 1
                let end = bytes.end(of: index, before: bytes.count) {
                    $0.isVersionDigit || ($0 | 0x20) &- UInt8(ascii: "a") < 6
                }
                return end > index ? take(.hash, end) : nil
            case UInt8(ascii: "-"):
                guard last.rawValue < Kind.revision.rawValue, bytes[index + 1] == UInt8(ascii: "r") else { return nil }
                index += 2
                return number(.revision)
            default:
                return nil
            }
        }

        private mutating func take(_ kind: Kind, _ end: Int) -> Token {
            defer {
                index = end
                last = kind
            }
            return Token(kind: kind, range: index..<end)
        }

        private mutating func number(_ kind: Kind) -> Token? {
            let end = bytes.end(of: index, before: bytes.count) { $0.isVersionDigit }
            return end > index ? take(kind, end) : nil
        }

        private mutating func suffix() -> Token? {
            let end = bytes.end(of: index, before: bytes.count) { $0.isVersionLowercase }
            guard let suffix = Self.suffix(bytes, index..<end) else { return nil }
            var token = take(.suffix, end)
            token.suffix = suffix
            return token
        }

        private static func suffix(_ bytes: VersionBytes, _ range: Range<Int>) -> Suffix? {
            func isThis(_ text: StaticString) -> Bool {
                range.count == text.utf8CodeUnitCount && bytes.matches(text, at: range.lowerBound)
            }
            if isThis("p") { return .p }
            if isThis("git") { return .git }
            if isThis("rc") { return .rc }
            if isThis("pre") { return .pre }
            if isThis("alpha") { return .alpha }
            if isThis("beta") { return .beta }
            if isThis("svn") { return .svn }
            if isThis("cvs") { return .cvs }
            if isThis("hg") { return .hg }
            return nil
        }
    }
}
