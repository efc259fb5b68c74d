import Testing

@testable import Manifests

@Suite struct YAMLParserTests {
    /// A node in one line: mappings in braces, texts in quotes.
    static func plain(_ node: YAMLNode) -> String {
        if node.isMapping {
            return "{" + node.entries.map { "\($0.name): \(plain($0.value))" }.joined(separator: ", ") + "}"
        }
        if node.isSequence { return "[" + node.items.map(plain).joined(separator: ", ") + "]" }
        return "'\(node.text ?? "")'"
    }

    static func read(_ text: String) -> String {
        let tree = YAMLParser.parse(Array(text.utf8))
        let faults = tree.faults.map { "!\(tree.source.line(at: $0.offset))" }
        return (tree.roots.map(plain) + faults).joined(separator: " | ")
    }

    @Test(arguments: [
        ("a: 1\nb:\n  c: x y\n", "{a: '1', b: {c: 'x y'}}"),
        ("- a\n- - b\n  - c\n- d: e\n  f: g\n", "['a', ['b', 'c'], {d: 'e', f: 'g'}]"),
        ("a:\n- b\n- c\nd: e\n", "{a: ['b', 'c'], d: 'e'}"),
        ("a: {b: c, d: [e, f], g}\n", "{a: {b: 'c', d: ['e', 'f'], g: ''}}"),
        ("{\"a\":1,\"b\":[true,null]}", "{a: '1', b: ['true', 'null']}"),
        ("a: 'it''s'\nb: \"x\\ty\\u0041\\x42\\n\"\n", "{a: 'it's', b: 'x\tyAB\n'}"),
        ("a: \"\\ud83d\\ude00\"\n", "{a: '😀'}"),
        ("a: one\n  two\n\n  three\nb: c\n", "{a: 'one two\nthree', b: 'c'}"),
        ("a: \"one\n  two\\\n  three\"\n", "{a: 'one twothree'}"),
        ("a: \"one\\\n\n\n  two\"\n", "{a: 'one\n\ntwo'}"),
        ("a: 'one \n\n  two\n  ''three'\n", "{a: 'one\ntwo 'three'}"),
        ("a: \"one\\ \n  two \n\n\n  three\"\n", "{a: 'one  two\n\nthree'}"),
        ("a: |\n  x\n   y\n\n  z\nb: c\n", "{a: 'x\n y\n\nz\n', b: 'c'}"),
        ("a: |-\n  x\n\nb: c\n", "{a: 'x', b: 'c'}"),
        ("a: |+\n  x\n\nb: c\n", "{a: 'x\n\n', b: 'c'}"),
        ("a: >\n  x\n  y\n\n  z\n", "{a: 'x y\nz\n'}"),
        ("a: |2\n   x\n", "{a: ' x\n'}"),
        ("---\na: 1\n---\nb: 2\n...\n---\n# nothing\n---\nc: 3\n", "{a: '1'} | {b: '2'} | {c: '3'}"),
        ("%YAML 1.2\n---\na: b # c\n", "{a: 'b'}"),
        ("? a\n: b\n? c\n", "{a: 'b', c: ''}"),
        ("a: &x {b: 1}\nc: *x\n", "{a: {b: '1'}, c: {b: '1'}}"),
        ("x: &x {a: 1, b: 2}\ny:\n  <<: *x\n  b: 3\n", "{x: {a: '1', b: '2'}, y: {b: '3', a: '1'}}"),
        ("a: http://b:80/c#d\n", "{a: 'http://b:80/c#d'}"),
        ("a: !!str 1\n", "{a: '1'}"),
        ("\u{FEFF}a: b\r\nc: d\r\n", "{a: 'b', c: 'd'}"),
        ("", ""),
    ])
    func reads(_ text: String, _ expected: String) {
        #expect(Self.read(text) == expected)
    }

    @Test(arguments: [
        ("a: b: c\n", 1), ("a: [1, 2\nb: c\n", 2), ("a: 'x\n", 1), ("a:\n\tb: c\n", 2), ("a: *nobody\n", 1),
        ("a: b\n c: d\n", 2), ("a: }\n", 1), ("- a\nb: c\n", 2), ("a: @b\n", 1), ("a: \"\\q\"\n", 1), ("a: |x\n", 1),
        ("a: \"x\\\n---\n", 1),
    ])
    func tellsWhereItIsWrong(_ text: String, _ line: Int) {
        let tree = YAMLParser.parse(Array(text.utf8))
        #expect(tree.faults.count == 1)
        #expect(tree.faults.first.map { tree.source.line(at: $0.offset) } == line, "\(tree.faults)")
    }

    @Test func goesOnBehindAFaultyDocument() {
        #expect(Self.read("a: 1\n---\nb: [\n---\nc: 3\n") == "{a: '1'} | {c: '3'} | !4")
    }

    @Test func knowsTypes() throws {
        let text =
            "a: true\nb: \"true\"\nc: 0x1F\nd: 1.5\ne: ~\nf: null\ng:\nh: yes\ni: 012\nj: '5'\nk: 99999999999999999999\n"
        let root = try #require(YAMLParser.parse(Array(text.utf8)).roots.first)
        #expect(root["a"]?.bool == true && root["b"]?.bool == nil && root["h"]?.bool == true)
        #expect(root["c"]?.int == 31 && root["i"]?.int == 10 && root["j"]?.int == nil && root["k"]?.int == nil)
        #expect(root["d"]?.double == 1.5)
        #expect(root["e"] == nil && root["f"] == nil && root["g"] == nil && root.has("g"))
    }

    @Test func keepsPlacesAndComments() throws {
        let text = "# head\na:\n  b: 'ä' # tail\n  c: [1]\n"
        let tree = YAMLParser.parse(Array(text.utf8))
        let inner = try #require(tree.roots.first?["a"])
        #expect(tree.comments.map { tree.source.string($0) } == ["# head", "# tail"])
        #expect(inner.entry("b").map { tree.source.string($0.key.range) } == "b")
        #expect(inner["b"].map { tree.source.string($0.range) } == "'ä'")
        #expect(inner["c"].map { tree.source.string($0.range) } == "[1]")
        #expect(tree.source.string(inner.range) == "b: 'ä' # tail\n  c: [1]")
    }

    @Test func tellsRepeatedKeys() {
        let tree = YAMLParser.parse(Array("a: 1\nb: {c: 1, c: 2}\na: 3\n".utf8))
        #expect(tree.duplicates.map { $0.key.text } == ["c", "a"])
        #expect(tree.roots.first?["a"]?.text == "3")
        let many = (0..<40).map { "k\($0): 1\n" }.joined() + "k7: 2\n"
        #expect(YAMLParser.parse(Array(many.utf8)).duplicates.map { $0.key.text } == ["k7"])
    }

    @Test func holdsItsLimits() {
        func fault(_ text: String) -> String? { YAMLParser.parse(Array(text.utf8)).faults.first?.message }
        #expect(fault(String(repeating: "[", count: 10_000))?.contains("deeper") == true)
        #expect(
            fault((0..<500).map { String(repeating: " ", count: $0) + "a:\n" }.joined())?.contains("deeper") == true)
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<12 {
            let uses = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            bomb += "a\(level): &a\(level) [\(uses)]\n"
        }
        #expect(fault(bomb)?.contains("multiply") == true)
        var limits = YAMLLimits()
        limits.size = 10
        #expect(YAMLParser.parse(Array("a: 0123456789\n".utf8), limits: limits).faults.count == 1)
        limits = YAMLLimits()
        limits.nodes = 5
        #expect(YAMLParser.parse(Array("[1,2,3,4,5,6]".utf8), limits: limits).faults.count == 1)
    }

    @Test func survivesMutations() {
        let seed = """
            apiVersion: v1
            kind: Pod
            metadata: &m {name: "a\\n", labels: {x: 'y'}} # c
            spec:
              containers:
              - name: a
                command: ["sh", -c, |-
                  ]
                args:
                - >
                  folded
                  text
                env: [{name: A, value: *m}]
              ? complex
              : [b, {c: d}]
            """
        let bytes = Array(seed.utf8)
        let odd = Array("\t\n :-?[]{},&*!|>'\"%#\\\u{0}~".utf8) + [0xFF, 0x80]
        for place in bytes.indices {
            var changed = bytes
            changed[place] = odd[place % odd.count]
            YAMLFuzz.run(changed)
            changed.insert(odd[(place * 7) % odd.count], at: place)
            YAMLFuzz.run(changed)
            YAMLFuzz.run(Array(bytes[..<place]))
            YAMLFuzz.run(Array(bytes[place...]))
        }
    }
}
