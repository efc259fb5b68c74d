import TestSupport
import Testing

@testable import Inventory

extension SeededNumbers {
    /// A text made of a few of the pieces.
    mutating func text(of pieces: [String], count: ClosedRange<Int>) -> String {
        (0..<Int.random(in: count, using: &self)).map { _ in pieces.randomElement(using: &self) ?? "" }.joined()
    }
}

/// Checks that `versions`, as sorted, are in a total order that agrees with `==` and with hashing.
func expectTotalOrder<Version: OrderedVersion>(of versions: [Version], in source: SourceLocation = #_sourceLocation) {
    for left in versions {
        #expect(left.order(to: left) == .equal, "\(left) against itself", sourceLocation: source)
        for right in versions {
            let order = left.order(to: right)
            #expect(order.reversed == right.order(to: left), "\(left), \(right)", sourceLocation: source)
            #expect((order == .equal) == (left == right), "\(left), \(right)", sourceLocation: source)
            #expect((order == .less) == (left < right), "\(left), \(right)", sourceLocation: source)
            if order == .equal {
                #expect(left.hashValue == right.hashValue, "\(left), \(right)", sourceLocation: source)
            }
        }
    }
    // Every pair in the right order after a sort means that the order is transitive over them.
    let sorted = versions.sorted()
    for (index, left) in sorted.enumerated() {
        for right in sorted[index...] {
            #expect(left.order(to: right) != .greater, "\(left), \(right)", sourceLocation: source)
        }
    }
}

/// Each row is `a < b`, `a = b` or `a > b`.
func expectOrders(_ table: String, _ scheme: VersionScheme, in source: SourceLocation = #_sourceLocation) throws {
    for line in table.split(separator: "\n") {
        let words = line.split(separator: " ").map(String.init)
        try #require(words.count == 3, "\(line)", sourceLocation: source)
        let orders: [String: VersionOrder] = ["<": .less, "=": .equal, ">": .greater]
        let expected = try #require(orders[words[1]], sourceLocation: source)
        #expect(scheme.compare(words[0], words[2]) == expected, "\(line)", sourceLocation: source)
        #expect(scheme.compare(words[2], words[0]) == expected.reversed, "\(line)", sourceLocation: source)
    }
}

@Suite struct VersionSchemeTests {
    @Test(arguments: VersionScheme.allCases)
    func randomBytesNeitherTrapNorBreakTheOrder(_ scheme: VersionScheme) {
        var numbers = SeededNumbers(seed: 7)
        for _ in 0..<4000 {
            let texts = (0..<2).map { _ in
                let bytes = (0..<Int.random(in: 0...12, using: &numbers)).map { _ in
                    Bool.random(using: &numbers)
                        ? UInt8.random(in: 0...255, using: &numbers) : UInt8.random(in: 0x2B...0x3A, using: &numbers)
                }
                return String(decoding: bytes, as: UTF8.self)
            }
            let order = scheme.compare(texts[0], texts[1])
            #expect(order?.reversed == scheme.compare(texts[1], texts[0]))
            #expect((order != nil) == (scheme.accepts(texts[0]) && scheme.accepts(texts[1])))
        }
    }

    @Test func whatIsNoVersionHasNoOrder() {
        #expect(VersionScheme.go.compare("(devel)", "v1.0.0") == nil)
        #expect(VersionScheme.semver.compare("1.0.0", "one") == nil)
        #expect(VersionScheme.dpkg.compare("1.0-", "1.0") == nil)
        #expect(VersionScheme.apk.compare("1.0", "1.0-1") == nil)
        #expect(VersionScheme.rpm.compare("", "1") == nil)
    }

    @Test func orderReverses() {
        #expect(VersionOrder.less.reversed == .greater)
        #expect(VersionOrder.greater.reversed == .less)
        #expect(VersionOrder.equal.reversed == .equal)
    }
}
