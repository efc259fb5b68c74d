import Testing

@testable import Manifests

/// RUN lines as scripts: commands and words, not text.
@Suite struct ShellParserTests {
    static func parse(_ text: String) -> ShellScript {
        ShellParser.parse(LogicalText(Array(text.utf8), range: 0..<text.utf8.count))
    }
    static func names(_ text: String) -> [String] { parse(text).commands.map(\.name) }
    static func words(_ text: String) -> [String] { parse(text).commands.first?.words.map(\.value) ?? [] }

    @Test(arguments: [
        ("a; b && c || d & e", ["a", "b", "c", "d", "e"]), ("a | b |& c", ["a", "b", "c"]),
        ("(a; b) | c", ["a", "b", "c"]),
        ("{ a; b; }", ["a", "b"]), ("if a; then b; elif c; then d; else e; fi; f", ["a", "b", "c", "d", "e", "f"]),
        ("for i in 1 2; do a; done; b", ["a", "b"]), ("while a; do b; done", ["a", "b"]),
        ("case $x in a|b) c ;; *) d ;; esac; e", ["c", "d", "e"]), ("f() { a; }; b", ["a", "b"]),
        ("a $(b | c) `d`", ["a", "b", "c", "d"]), ("a <(b)", ["a", "b"]), ("! a", ["a"]), ("X=1 a", ["a"]),
        ("/usr/bin/a", ["a"]), ("a # b; c", ["a"]), ("a\n# b\nc", ["a", "c"]), ("[ -f x ] && a", ["[", "a"]),
        ("[[ a < b && c ]] && d", ["[[", "d"]), ("a \\\n && b", ["a", "b"]), ("(( 1 < 2 )) && a", ["a"]),
        ("\"a\" b", ["a"]),
        ("time a", ["a"]), ("a <<X\nb\nX\nc", ["a", "c"]), ("$x a", [""]),
        ("if true; then a; fi | b", ["true", "a", "b"]),
    ])
    func commands(_ text: String, _ names: [String]) {
        #expect(Self.names(text) == names)
        #expect(Self.parse(text).problems.isEmpty)
    }

    @Test(arguments: [
        ("a 'b c' \"d e\" f\\ g", ["a", "b c", "d e", "f g"]), ("a 'b'\"c\"d", ["a", "bcd"]),
        ("a \"\\\"\" '\\'", ["a", "\"", "\\"]),
        ("a $'x\\ny'", ["a", "x\\ny"]), ("a ${x:-b c} d", ["a", "${x:-b c}", "d"]), ("a \"$x y\"", ["a", "$x y"]),
        ("a $(b c) d", ["a", "$(b c)", "d"]), ("a >b 2>&1 c", ["a", "c"]),
        ("a $((1 + 2)) b", ["a", "$((1 + 2))", "b"]),
    ])
    func words(_ text: String, _ words: [String]) { #expect(Self.words(text) == words) }

    @Test func expansionsKnowTheirQuotes() {
        let words = Self.parse("rm $a \"$b\" '$c' ${d%x}/$(e)").commands.first { $0.name == "rm" }?.words ?? []
        #expect(words.map(\.hasUnquotedExpansion) == [false, true, false, false, true])
        #expect(words[1].expansions.map(\.name) == ["a"] && words[4].expansions.map(\.operation) == ["%x", ""])
    }

    @Test func pipelines() {
        let script = Self.parse("a | b && c")
        #expect(script.pipelines.map(\.memberCount) == [2, 1])
        #expect(script.commands.map(\.member) == [0, 1, 0])
        #expect(script.commands.map(\.terminator) == [.pipe, .and, .end])
    }

    @Test func redirections() {
        let command = Self.parse("a > x 2>> y <z &>w 3<&- <<<v").commands[0]
        #expect(command.redirections.map(\.symbol) == [">", ">>", "<", "&>", "<&", "<<<"])
        #expect(command.redirections.map(\.target.value) == ["x", "y", "z", "w", "-", "v"])
        #expect(command.redirections[1].descriptor == "2")
    }

    @Test func contexts() {
        let script = Self.parse("(a); b $(c); if d; then e; fi")
        #expect(script.commands.map(\.context) == [.subshell, .plain, .substitution, .condition, .plain])
    }

    @Test(arguments: [
        "a 'b", "a \"b", "(a", "{ a", "if a; then b", "a $(b", "a `b", "a ${b", "case x in a) b", "; ;; )", "| a",
        "a <<X",
    ])
    func whatIsWrongDoesNotStopIt(_ text: String) {
        let script = Self.parse(text)
        #expect(script.problems.count <= 16)
        if text.contains("a") { #expect(!script.commands.isEmpty || text.hasPrefix("case")) }
    }

    @Test func depthIsBounded() {
        for text in [
            String(repeating: "(", count: 10_000), String(repeating: "$(", count: 10_000),
            String(repeating: "{ ", count: 10_000),
            String(repeating: "if ", count: 10_000), String(repeating: "`", count: 10_001),
            String(repeating: "\"$(", count: 5_000),
        ] {
            #expect(Self.parse(text).problems.count <= 16)
        }
    }
}
