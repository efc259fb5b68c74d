import Foundation
import Testing

/// What every user meets first: help, version, wrong words.
@Suite struct CommandLineTests {
    @Test func versionAndHelpSucceed() throws {
        let version = try Tool.drydock("--version")
        #expect(version.status == 0)
        #expect(version.text.split(separator: ".").count == 3)
        for arguments in [["--help"], ["scan", "--help"]] {
            let help = try Tool.run(Tool.binary, arguments)
            #expect(help.status == 0)
            #expect(help.text.contains("Examples:"))
        }
    }

    /// What help shows as an example can be typed.
    @Test func examplesOfHelpNameRulesThatExist() throws {
        let help = try ["scan", "lint", "fix", "rules", "explain"].map { try Tool.drydock($0, "--help").text }.joined()
        let ids = Set(help.matches(of: /DD-[A-Z0-9]+-[A-Z0-9-]+/).map { String($0.output) })
        #expect(!ids.isEmpty)
        for id in ids { #expect(try Tool.drydock("explain", id).status == 0, "\(id)") }
    }

    @Test(arguments: [
        (["scan"], "target"), (["scan", "dir:."] + ["-f", "pdf"], "There is no format"),
        (["scan", "dir:.", "--only", "viruses"], "--only does not know"),
        (["scan", "dir:.", "--severity", "dire"], "--severity does not know"),
        (["scan", "dir:.", "--fail-on", "dire"], "--fail-on takes"), (["scan", "./no-such-file"], "no such file"),
        (["scan", "registry:"], "prefix"), (["scan", "-", "sbom:-"], "standard input"), (["moor"], "moor"),
        (["scan", "dir:.", "--max-layer", "-3"], "max-layer"),
        (["scan", "dir:.", "--platform", "linux//x"], "--platform"),
        (["scan", "dir:.", "-f", "json", "-f", "sarif"], "standard output"),
    ]) func wrongWordsEndWithTwoAndOneClearLine(_ arguments: [String], _ words: String) throws {
        let outcome = try Tool.run(Tool.binary, arguments)
        #expect(outcome.status == 2, "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }
}
