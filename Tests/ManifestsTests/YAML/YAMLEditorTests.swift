import Findings
import Testing

@testable import Manifests

@Suite struct YAMLEditorTests {
    private static func apply(_ edits: [TextEdit], to text: String) -> String {
        var bytes = Array(text.utf8)
        for edit in edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
            bytes.replaceSubrange(edit.range, with: Array(edit.replacement.utf8))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func set(_ path: [String], _ value: YAMLEditor.Value, _ text: String, at keys: String...) -> String?
    {
        guard var node = YAMLParser.parse(Array(text.utf8)).roots.first else { return nil }
        for key in keys {
            guard let next = Int(key).map({ node.items[$0] }) ?? node[key] else { return nil }
            node = next
        }
        return YAMLEditor.set(path, to: value, in: node, replaces: true).map { apply($0, to: text) }
    }

    @Test func putsAFieldBehindTheLast() {
        let text = "spec:\n  containers:\n  - name: a # the app\n    image: b # pinned\n  # next\n  - name: c\n"
        #expect(
            Self.set(["securityContext", "x"], .scalar("false"), text, at: "spec", "containers", "0")
                == "spec:\n  containers:\n  - name: a # the app\n    image: b # pinned\n    securityContext:\n      x: false\n  # next\n  - name: c\n"
        )
        #expect(
            Self.set(["x"], .list(["ALL"]), text, at: "spec", "containers", "1")
                == "spec:\n  containers:\n  - name: a # the app\n    image: b # pinned\n  # next\n  - name: c\n    x:\n      - ALL\n"
        )
    }

    @Test func putsAFieldIntoWhatIsThere() {
        #expect(Self.set(["a", "b"], .scalar("1"), "a:\n  c: 2\nd: 3\n") == "a:\n  c: 2\n  b: 1\nd: 3\n")
        #expect(Self.set(["a", "b"], .scalar("1"), "a: {c: 2}\n") == "a: {c: 2, b: 1}\n")
        #expect(Self.set(["a", "b"], .scalar("1"), "a: {}\n") == "a: {b: 1}\n")
        #expect(Self.set(["a", "b"], .scalar("1"), "a:\nc: 2\n") == "a:\n  b: 1\nc: 2\n")
        #expect(Self.set(["a"], .scalar("true"), "a: false # why\n") == "a: true # why\n")
        #expect(Self.set(["a"], .scalar("true"), "b: c") == "b: c\na: true")
        #expect(Self.set(["a"], .scalar("true"), "b: c\r\nd: e\r\n") == "b: c\r\nd: e\r\na: true\r\n")
        #expect(
            Self.set(["a"], .scalar("true"), "b: |\n  text\n  more\n\n# end\n")
                == "b: |\n  text\n  more\na: true\n\n# end\n")
    }

    @Test func keepsTheOrderOfSortedKeys() {
        #expect(
            Self.set(["c"], .scalar("1"), "a: 1\nb: {x: y} # why\n# of d\nd: 2\n")
                == "a: 1\nb: {x: y} # why\nc: 1\n# of d\nd: 2\n")
        #expect(Self.set(["b", "x"], .scalar("1"), "a:\n- 1\n- 2\nc: 3\n") == "a:\n- 1\n- 2\nb:\n  x: 1\nc: 3\n")
        #expect(Self.set(["b"], .scalar("1"), "a:\nc: 3\n") == "a:\nb: 1\nc: 3\n")
        #expect(Self.set(["b"], .scalar("1"), "- a: 1\n  c: 3\n", at: "0") == "- a: 1\n  b: 1\n  c: 3\n")
        #expect(Self.set(["a"], .scalar("1"), "b: 1\nc: 3\n") == "b: 1\nc: 3\na: 1\n")
        #expect(Self.set(["b"], .scalar("1"), "a: |+\n  x\n\nc: 3\n") == "a: |+\n  x\n\nc: 3\nb: 1\n")
        #expect(Self.set(["b"], .scalar("1"), "c: 1\na: 3\n") == "c: 1\na: 3\nb: 1\n")
    }

    @Test func writesJSON() {
        #expect(Self.set(["a", "b"], .scalar("true"), "{\"c\": 1}") == "{\"c\": 1, \"a\": {\"b\": true}}")
        #expect(
            Self.set(["a"], .scalar("x"), "{\n  \"c\": 1\n}\n") == "{\n  \"c\": 1,\n  \"a\": \"x\"\n}\n")
    }

    @Test func leavesWhatIsShared() {
        #expect(Self.set(["b"], .scalar("1"), "x: &x {a: 1}\ny: *x\n", at: "y") == nil)
        #expect(Self.set(["a"], .scalar("1"), "x: &x {a: 2}\ny:\n  <<: *x\n  z: 1\n", at: "y") == nil)
    }

    @Test func takesAnEntryOut() throws {
        let text = "a:\n  b: 1\n  c: 2 # two\n  d: 3\n"
        let root = try #require(YAMLParser.parse(Array(text.utf8)).roots.first)
        let inner = try #require(root["a"])
        #expect(YAMLEditor.remove("c", from: inner).map { Self.apply([$0], to: text) } == "a:\n  b: 1\n  d: 3\n")
        #expect(YAMLEditor.remove("a", from: root) == nil)
    }

    @Test func growsALists() throws {
        let text = "a: [x]\nb:\n- x # y\nc: []\n"
        let root = try #require(YAMLParser.parse(Array(text.utf8)).roots.first)
        let edits = ["a", "b", "c"].compactMap { key in root[key].flatMap { YAMLEditor.append("z", to: $0) } }
        #expect(Self.apply(edits, to: text) == "a: [x, z]\nb:\n- x # y\n- z\nc: [z]\n")
    }
}
