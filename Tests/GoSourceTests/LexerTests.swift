import Testing

@testable import GoSource

struct LexerTests {
    private func tokens(_ text: String) -> [String] {
        let source = SourceText(Array(text.utf8))
        return LexedFile(source).tokens.map { $0.isImplicit ? "\\n" : source.string($0.range) }
    }

    private func errors(_ text: String) -> [String] { LexedFile(SourceText(Array(text.utf8))).errors.map(\.message) }

    @Test func operatorsAreAsLongAsTheyCanBe() {
        let text =
            "+ += ++ - -= -- * *= / /= % %= & &= && &^ &^= | |= || ^ ^= << <<= >> >>= < <= > >= = == ! != := : ... . <- ~ ( ) [ ] { } , ;"
        #expect(tokens(text) == text.split(separator: " ").map(String.init))
    }

    @Test func everyKeywordIsItsOwnToken() {
        let words =
            "break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch type var"
        for word in words.split(separator: " ") {
            let token = LexedFile(SourceText(Array(word.utf8))).tokens[0].token
            #expect(token.text == word)
            #expect(LexedFile(SourceText(Array((word + "x").utf8))).tokens[0].token == .identifier)
        }
    }

    @Test func linesEndStatementsWhereTheyCan() {
        #expect(tokens("x\ny") == ["x", "\\n", "y", "\\n"])
        #expect(tokens("return\n}\n") == ["return", "\\n", "}", "\\n"])
        #expect(tokens("x +\ny") == ["x", "+", "y", "\\n"])
        #expect(tokens("x /* a\nb */ y") == ["x", "\\n", "y", "\\n"])
        #expect(tokens("x /* a */ y") == ["x", "y", "\\n"])
        #expect(tokens("x // a\ny") == ["x", "\\n", "y", "\\n"])
        #expect(tokens("if x {\n") == ["if", "x", "{"])
    }

    @Test(arguments: [
        "0", "1_000", "0x_FF", "0b101", "0o17", "017", "1.", ".5", "1e9", "0x1p-2", "1i", "0x1.8p1", "'a'", #"'\n'"#,
        #"'\''"#, #"'\x41'"#, #"'\u00e4'"#, "'ä'", #""a\tb""#, "`a\\`", #""\U0001F600""#, "07.5",
    ])
    func literalsAreGood(_ text: String) {
        #expect(tokens(text) == [text, "\\n"])
        #expect(errors(text).isEmpty)
    }

    @Test(arguments: [
        ("0x", "number has no digits"), ("08", "invalid digit"), ("0b2", "invalid digit"), ("1__0", "'_' must"),
        ("1e", "exponent has no digits"), ("0x1.0", "requires a 'p'"), ("''", "empty rune"), ("'ab'", "more than one"),
        (#""\q""#, "unknown escape"), (#"'\ud800'"#, "invalid Unicode"), ("\"a\n", "not terminated"),
        ("`a", "not terminated"), ("/* a", "comment not terminated"), ("a \u{0} b", "NUL"), ("#", "illegal character"),
        ("a\u{FEFF}", "byte order mark"),
    ])
    func badTokensAreReported(_ text: String, _ message: String) {
        #expect(errors(text).contains { $0.contains(message) }, "\(errors(text))")
    }

    @Test func namesMayHaveLettersOfAnyScript() {
        #expect(tokens("größe Ωmega _x1 日本") == ["größe", "Ωmega", "_x1", "日本", "\\n"])
        #expect(LexedFile(SourceText([0x61, 0xFF, 0x62])).errors.map(\.message) == ["illegal UTF-8 encoding"])
        #expect(LexedFile(SourceText([0xEF, 0xBB, 0xBF, 0x61])).errors.isEmpty)
    }

    @Test func commentsKeepTheirPlaces() {
        let file = parse("// one\npackage p /* two */\r\n//go:build x\r\n")
        #expect(file.comments.map { file.text(of: $0) } == ["// one", "/* two */", "//go:build x"])
    }
}
