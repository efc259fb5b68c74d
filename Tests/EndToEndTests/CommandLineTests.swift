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
