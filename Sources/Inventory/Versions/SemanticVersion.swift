/// A version of Semantic Versioning 2.0, with an optional leading `v` and the short forms `1` and `1.2` that Go reads as
/// `1.0.0` and `1.2.0`. Build metadata does not count in the order (section 10 of the specification).
public struct SemanticVersion: OrderedVersion {
    public let description: String

    public init?(_ text: String) {
        guard text.withVersionBytes({ SemanticParts($0) }) != nil else { return nil }
        description = text
    }

    public func order(to other: SemanticVersion) -> VersionOrder {
        SemanticParts.order(description, other.description)
    }

    public func hash(into hasher: inout Hasher) {
        SemanticParts.hash(description, into: &hasher)
    }
}

/// Where the parts of a semantic version lie in its bytes.
struct SemanticParts {
    var major: Range<Int>
    /// Empty where the version is short.
    var minor: Range<Int>
    var patch: Range<Int>
    /// Without the `-`; empty for a release.
    var prerelease: Range<Int>
    /// Without the `+`.
    var build: Range<Int>

    init?(_ bytes: VersionBytes) {
        var index = bytes[0] == UInt8(ascii: "v") ? 1 : 0
        guard let major = Self.number(bytes, at: &index) else { return nil }
        self.major = major
        minor = index..<index
        patch = index..<index
        prerelease = index..<index
        build = index..<index
        if index == bytes.count { return }
        guard bytes[index] == UInt8(ascii: "."), let minor = Self.number(bytes, after: &index) else { return nil }
        self.minor = minor
        if index == bytes.count { return }
        guard bytes[index] == UInt8(ascii: "."), let patch = Self.number(bytes, after: &index) else { return nil }
        self.patch = patch
        if bytes[index] == UInt8(ascii: "-") {
            guard let range = Self.identifiers(bytes, at: &index, areNumbersPlain: true) else { return nil }
            prerelease = range
        }
        if bytes[index] == UInt8(ascii: "+") {
            guard let range = Self.identifiers(bytes, at: &index, areNumbersPlain: false) else { return nil }
            build = range
        }
        guard index == bytes.count else { return nil }
    }

    /// The number behind a dot.
    private static func number(_ bytes: VersionBytes, after index: inout Int) -> Range<Int>? {
        index += 1
        return number(bytes, at: &index)
    }

    /// Digits without a zero in front.
    private static func number(_ bytes: VersionBytes, at index: inout Int) -> Range<Int>? {
        let end = bytes.end(of: index, before: bytes.count) { $0.isVersionDigit }
        guard end > index, end == index + 1 || bytes[index] != UInt8(ascii: "0") else { return nil }
        defer { index = end }
        return index..<end
    }

    /// The identifiers after the `-` or `+` at `index`, none of them empty.
    private static func identifiers(
        _ bytes: VersionBytes, at index: inout Int, areNumbersPlain: Bool
    ) -> Range<Int>? {
        let start = index + 1
        var position = start
        while true {
            let end = bytes.end(of: position, before: bytes.count) {
                $0.isVersionDigit || $0.isVersionLetter || $0 == UInt8(ascii: "-")
            }
            guard end > position else { return nil }
            if areNumbersPlain, end > position + 1, bytes[position] == UInt8(ascii: "0"),
                isNumber(bytes, position..<end)
            {
                return nil
            }
            guard bytes[end] == UInt8(ascii: ".") else {
                index = end
                return start..<end
            }
            position = end + 1
        }
    }

    private static func isNumber(_ bytes: VersionBytes, _ range: Range<Int>) -> Bool {
        bytes.end(of: range.lowerBound, before: range.upperBound) { $0.isVersionDigit } == range.upperBound
    }

    /// Compares two texts that were accepted before; one that was not ranks lowest.
    static func order(_ left: String, _ right: String) -> VersionOrder {
        left.withVersionBytes { left in
            right.withVersionBytes { right in
                guard let leftParts = SemanticParts(left) else { return SemanticParts(right) == nil ? .equal : .less }
                guard let rightParts = SemanticParts(right) else { return .greater }
                return order(left, leftParts, right, rightParts)
            }
        }
    }

    private static func order(
        _ left: VersionBytes, _ leftParts: SemanticParts, _ right: VersionBytes, _ rightParts: SemanticParts
    ) -> VersionOrder {
        var order = VersionBytes.numericOrder(left, leftParts.major, right, rightParts.major)
        if order == .equal { order = VersionBytes.numericOrder(left, leftParts.minor, right, rightParts.minor) }
        if order == .equal { order = VersionBytes.numericOrder(left, leftParts.patch, right, rightParts.patch) }
        guard order == .equal else { return order }
        switch (leftParts.prerelease.isEmpty, rightParts.prerelease.isEmpty) {
        case (true, true): return .equal
        case (true, false): return .greater
        case (false, true): return .less
        case (false, false): break
        }
        return prereleaseOrder(left, leftParts.prerelease, right, rightParts.prerelease)
    }

    /// Section 11 of the specification: numbers before words, fewer identifiers before more.
    private static func prereleaseOrder(
        _ left: VersionBytes, _ leftRange: Range<Int>, _ right: VersionBytes, _ rightRange: Range<Int>
    ) -> VersionOrder {
        var leftStart = leftRange.lowerBound
        var rightStart = rightRange.lowerBound
        while leftStart < leftRange.upperBound, rightStart < rightRange.upperBound {
            let leftEnd = left.end(of: leftStart, before: leftRange.upperBound) { $0 != UInt8(ascii: ".") }
            let rightEnd = right.end(of: rightStart, before: rightRange.upperBound) { $0 != UInt8(ascii: ".") }
            let order: VersionOrder
            switch (isNumber(left, leftStart..<leftEnd), isNumber(right, rightStart..<rightEnd)) {
            case (true, true):
                order = VersionBytes.numericOrder(left, leftStart..<leftEnd, right, rightStart..<rightEnd)
            case (true, false): order = .less
            case (false, true): order = .greater
            case (false, false):
                order = VersionBytes.byteOrder(left, leftStart..<leftEnd, right, rightStart..<rightEnd)
            }
            guard order == .equal else { return order }
            leftStart = leftEnd + 1
            rightStart = rightEnd + 1
        }
        return VersionOrder(leftStart < leftRange.upperBound ? 1 : 0, rightStart < rightRange.upperBound ? 1 : 0)
    }

    static func hash(_ text: String, into hasher: inout Hasher) {
        text.withVersionBytes { bytes in
            guard let parts = SemanticParts(bytes) else { return }
            bytes.hash(bytes.significantDigits(parts.major), into: &hasher)
            bytes.hash(bytes.significantDigits(parts.minor), into: &hasher)
            bytes.hash(bytes.significantDigits(parts.patch), into: &hasher)
            bytes.hash(parts.prerelease, into: &hasher)
        }
    }
}
