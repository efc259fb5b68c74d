import Findings
import Repair
import Testing

@testable import GoRules

/// Where an import is put, by the repair of a server without time limits.
@Suite struct GoFixesTests {
    private static func repaired(_ head: String, end: String = "\n") throws -> String {
        let source = (head + "\nvar s = http.Server{}\n").replacing("\n", with: end)
        return try withTimeLimit(source).components(before: end + "var s")
    }

    private static func finding(_ id: String, in source: String) throws -> Finding {
        let options = GoCodeOptions(rules: RuleSelection(profile: .all))
        return try #require(GoCodeScanner(options).scan(files: ["main.go": source]).findings.first { $0.id == id })
    }

    /// A source with its server repaired.
    private static func withTimeLimit(_ source: String) throws -> String {
        let edits = try finding("DD-GO-SERVER-TIMEOUT", in: source).fix?.edits ?? []
        return String(decoding: TextEdit.apply(edits, to: Array(source.utf8)), as: UTF8.self)
    }

    @Test(arguments: [
        // A single import becomes a group.
        ("import \"net/http\"\n", "import (\n\t\"net/http\"\n\t\"time\"\n)\n"),
        (
            "import http \"net/http\"\nimport _ \"os\"\n",
            "import (\n\thttp \"net/http\"\n\t\"time\"\n)\nimport _ \"os\"\n"
        ),
        // Sorted into the first block.
        ("import (\n\t\"net/http\"\n)\n", "import (\n\t\"net/http\"\n\t\"time\"\n)\n"),
        (
            "import (\n\t\"net/http\" // why\n\t_ \"unsafe\"\n\n\t_ \"a.b/c\"\n)\n",
            "import (\n\t\"net/http\" // why\n\t\"time\"\n\t_ \"unsafe\"\n\n\t_ \"a.b/c\"\n)\n"
        ),
        // Others' packages first: a block of its own.
        (
            "import (\n\t_ \"a.b/c\"\n\n\t\"net/http\"\n)\n",
            "import (\n\t\"time\"\n\n\t_ \"a.b/c\"\n\n\t\"net/http\"\n)\n"
        ),
        // The comment above "C" is its own.
        (
            "// #include <x.h>\nimport \"C\"\nimport \"net/http\"\n",
            "// #include <x.h>\nimport \"C\"\nimport (\n\t\"net/http\"\n\t\"time\"\n)\n"
        ),
        // There already.
        ("import (\n\t\"net/http\"\n\t\"time\"\n)\n", "import (\n\t\"net/http\"\n\t\"time\"\n)\n"),
    ])
    func imports(_ before: String, _ after: String) throws {
        #expect(try Self.repaired("package a\n\n" + before) == "package a\n\n" + after)
    }

    @Test(arguments: [
        ("os.Mkdir(\"a\", 0777)", "0750"), ("os.Mkdir(\"a\", 0o755)", "0o750"), ("os.Mkdir(\"a\", 0711)", "0710"),
        ("os.MkdirAll(\"a\", 01777)", "01750"), ("os.WriteFile(\"a\", nil, 0644)", "0600"),
        ("os.WriteFile(\"a\", nil, 0O604)", "0o600"), ("os.WriteFile(\"a\", nil, 420)", "0600"),
    ])
    func modes(_ call: String, _ wanted: String) throws {
        let source = "package a\n\nimport \"os\"\n\nfunc f() { \(call) }\n"
        let result = GoCodeScanner(GoCodeOptions(rules: RuleSelection(profile: .all))).scan(files: ["a.go": source])
        let finding = try #require(result.findings.first { $0.id.hasPrefix("DD-GO-MODE") })
        #expect(finding.fix?.edits.map(\.replacement) == [wanted])
    }

    @Test func linesKeepTheirEnd() throws {
        let text = try Self.repaired("package a\n\nimport \"net/http\"\n", end: "\r\n")
        #expect(text == "package a\r\n\r\nimport (\r\n\t\"net/http\"\r\n\t\"time\"\r\n)\r\n")
    }

    /// Nothing is imported under a name that means something else.
    @Test func aTakenNameIsNoFix() throws {
        let source =
            "package a\n\nimport \"net/http\"\nimport time \"os\"\n\nvar s = http.Server{}\nvar _ = time.Args\n"
        let finding = try Self.finding("DD-GO-SERVER-TIMEOUT", in: source)
        #expect(finding.fix?.edits.isEmpty == true && finding.fix?.summary.isEmpty == false)
    }

    @Test(arguments: [
        ("http.Server{}", "http.Server{ReadHeaderTimeout: 10 * time.Second}"),
        ("http.Server{Addr: \":1\"}", "http.Server{ReadHeaderTimeout: 10 * time.Second, Addr: \":1\"}"),
        (
            "http.Server{\n\tAddr: \":1\",\n}",
            "http.Server{\n\tReadHeaderTimeout: 10 * time.Second,\n\tAddr:              \":1\",\n}"
        ),
        // Columns end at an empty line, a comment and a value of several lines.
        (
            "http.Server{\n\tAddr: \":1\",\n\t// why\n\tHandler: nil,\n}",
            "http.Server{\n\tReadHeaderTimeout: 10 * time.Second,\n\tAddr:              \":1\",\n\t// why\n\tHandler: nil,\n}"
        ),
        (
            "http.Server{\n\tHandler: f(\n\t\t1),\n\tAddr: \":1\",\n}",
            "http.Server{\n\tReadHeaderTimeout: 10 * time.Second,\n\tHandler: f(\n\t\t1),\n\tAddr: \":1\",\n}"
        ),
    ])
    func fields(_ before: String, _ after: String) throws {
        let head = "package a\n\nimport (\n\t\"net/http\"\n\t\"time\"\n)\n\nvar _ = time.Now\n\nvar s = "
        #expect(try Self.withTimeLimit(head + before + "\n") == head + after + "\n")
    }
}

extension String {
    /// What stands before the first place of a text.
    fileprivate func components(before text: String) -> String {
        firstRange(of: text).map { String(self[..<$0.lowerBound]) } ?? self
    }
}
