import Testing

@testable import Secrets

/// Two ways to find the same literals.
@Suite struct LiteralSearchTests {
    private static let literals = [
        Literal(text: "ghp_", ignoresCase: false), Literal(text: "token", ignoresCase: true),
        Literal(text: "aa", ignoresCase: false), Literal(text: "-----BEGIN", ignoresCase: false),
        Literal(text: "key_1", ignoresCase: true), Literal(text: "é@[`{", ignoresCase: true),
    ]

    private func hits(_ text: [UInt8], small: Bool) throws -> [String] {
        let scanner = LiteralScanner(LiteralDatabase(Self.literals), smallTexts: small ? text.count : 0)
        return try text.withUnsafeBytes { try scanner.hits(in: $0) }.map { "\($0.end) \($0.literal)" }.sorted()
    }

    /// Texts of pieces of literals, in any case.
    @Test func shortTextsGiveTheSameHits() throws {
        let pieces = Self.literals.map(\.text) + ["TOKEN", "ToKeN", "KEY_1", "GHP_", "a", "to", "\n", "É", "@"]
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            var text: [UInt8] = []
            for _ in 0..<Int.random(in: 0..<12, using: &generator) {
                text += Array((pieces.randomElement(using: &generator) ?? "").utf8)
                if Bool.random(using: &generator) { text.removeLast(min(text.count, 1)) }
            }
            #expect(try hits(text, small: true) == hits(text, small: false), "\(text)")
        }
    }

    @Test func allPlacesAreFoundInOrder() throws {
        #expect(try hits(Array("aaa Token".utf8), small: true) == ["2 2", "3 2", "9 1"])
        #expect(try hits([], small: true).isEmpty)
    }

    /// Many short texts are searched with the database in the end.
    @Test func shortTextsRunOut() throws {
        let scanner = LiteralScanner(LiteralDatabase(Self.literals), smallTexts: 16)
        for _ in 0..<8 {
            let ends = try Array("xx token".utf8).withUnsafeBytes { try scanner.hits(in: $0) }.map(\.end)
            #expect(ends == [8])
        }
    }
}
