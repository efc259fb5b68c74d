import Findings
import Testing

@testable import ManifestRules

@Suite struct DockerignoreRulesTests {
    static func findings(_ text: String, ignore: String?, _ paths: Set<String>) -> [Finding] {
        DockerfileLinter.lint(
            Array(text.utf8), path: "Dockerfile", selection: RuleSelection(),
            options: DockerfileOptions(context: BuildContext(ignoreFile: ignore.map { Array($0.utf8) }, paths: paths))
        ).findings.filter { $0.id.hasPrefix("DD-DF-IGNORE") }
    }

    static let copiesAll = "FROM alpine:3.24\nWORKDIR /src\nCOPY . .\nUSER 1\n"

    @Test func missing() {
        #expect(Self.findings(Self.copiesAll, ignore: nil, ["main.go"]).map(\.id) == ["DD-DF-IGNORE-MISSING"])
        #expect(Self.findings("FROM alpine:3.24\nCOPY a /a\nUSER 1\n", ignore: nil, ["a"]) == [])
    }

    @Test func gaps() {
        let paths: Set<String> = [".git/config", ".env", "deploy/id_rsa", "main.go"]
        let found = Self.findings(Self.copiesAll, ignore: "*.log\n", paths)
        #expect(found.map(\.id) == ["DD-DF-IGNORE-GAPS"])
        #expect(found.first?.evidence == [".env", ".git", "deploy/id_rsa"])
        #expect(Self.findings(Self.copiesAll, ignore: ".git\n.env\n**/id_rsa\n", paths) == [])
        #expect(Self.findings(Self.copiesAll, ignore: "*\n!main.go\n", paths) == [])
    }

    @Test func withoutAContextNothingIsSaid() {
        let result = DockerfileLinter.lint(
            Array(Self.copiesAll.utf8), path: "f", selection: RuleSelection(parsing: "all"))
        #expect(!result.findings.contains { $0.id.hasPrefix("DD-DF-IGNORE") })
    }
}
