import Findings
import Manifests
import Testing

@testable import ManifestRules

/// The repair of one file, with a lint made up for the test: a finding for every `bad`, and one for every `worse`.
@Suite struct FileRepairTests {
    static func finding(_ id: String, _ edits: [TextEdit], path: String? = nil) -> Finding {
        Finding(
            id: id, kind: .misconfiguration, severity: .low, title: id,
            fix: Fix(summary: "fix", edits: edits, path: path))
    }

    /// Replaces each `bad` by `replacement`.
    static func lint(_ replacement: String, path: String? = nil) -> ([UInt8]) -> LintResult {
        { bytes in
            var result = LintResult()
            for (word, id) in [("bad", "BAD"), ("worse", "WORSE")] {
                let wanted = Array(word.utf8)
                for start in 0..<max(0, bytes.count - wanted.count + 1)
                where bytes[start..<start + wanted.count].elementsEqual(wanted) {
                    let edit = TextEdit(range: start..<start + wanted.count, replacement: replacement)
                    result.findings.append(finding(id, id == "BAD" ? [edit] : [], path: path))
                }
            }
            return result
        }
    }

    @Test func appliesAllAndShowsADiff() {
        let result = FileRepair.repair(Array("a bad\nb bad\n".utf8), path: "f", lint: Self.lint("good"))
        #expect(result.bytes == Array("a good\nb good\n".utf8))
        #expect(result.applied.count == 2 && result.remaining.isEmpty && result.dropped.isEmpty)
        #expect(result.diff == "--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n-a bad\n-b bad\n+a good\n+b good\n")
    }

    @Test func dropsAFixThatAddsAFinding() {
        let result = FileRepair.repair(Array("a bad\n".utf8), path: "f", lint: Self.lint("worse"))
        #expect(result.bytes == Array("a bad\n".utf8) && result.diff.isEmpty)
        #expect(result.dropped.map(\.reason) == ["The fix would add WORSE."])
        #expect(result.remaining.map(\.id) == ["BAD"])
    }

    @Test func dropsAFixThatDoesNotClearItsFinding() {
        let result = FileRepair.repair(Array("a bad\n".utf8), path: "f", lint: Self.lint("very bad"))
        #expect(!result.isChanged)
        #expect(result.dropped.map(\.reason) == ["The fix does not clear the finding here."])
    }

    @Test func onlyTheRulesAskedFor() {
        let result = FileRepair.repair(Array("bad".utf8), path: "f", only: ["OTHER"], lint: Self.lint("good"))
        #expect(!result.isChanged && result.remaining.count == 1)
        #expect(FileRepair.repair(Array("bad".utf8), path: "f", only: ["bad"], lint: Self.lint("good")).isChanged)
    }

    @Test func fixesOfOtherFilesAreLeftOut() {
        #expect(!FileRepair.repair(Array("bad".utf8), path: "f", lint: Self.lint("good", path: "g")).isChanged)
        #expect(FileRepair.repair(Array("bad".utf8), path: "f", lint: Self.lint("good", path: "f")).isChanged)
    }

    @Test func unsoundEditsAreLeftOut() {
        for range in [2..<99, -1..<1] {
            let result = FileRepair.repair(Array("abc".utf8), path: "f") { _ in
                LintResult(findings: [Self.finding("X", [TextEdit(range: range, replacement: "")])])
            }
            #expect(!result.isChanged && result.bytes == Array("abc".utf8))
        }
    }

    @Test func overlappingFixesWaitForTheNextRound() {
        // Both want the same bytes; after the first the second has nothing left to do.
        let result = FileRepair.repair(Array("bad".utf8), path: "f") { bytes in
            guard bytes == Array("bad".utf8) else { return LintResult() }
            return LintResult(findings: [
                Self.finding("A", [TextEdit(range: 0..<3, replacement: "good")]),
                Self.finding("B", [TextEdit(range: 0..<3, replacement: "fine")]),
            ])
        }
        #expect(result.bytes == Array("good".utf8) && result.applied.map(\.id) == ["A"])
    }

    /// `cc` can only be put right once `aa` is, and `ee` never: a second run has nothing left to do.
    @Test func whatFailedIsTriedOnTheNewGround() {
        func lint(_ bytes: [UInt8]) -> LintResult {
            let text = String(decoding: bytes, as: UTF8.self)
            var result = LintResult()
            for (index, (word, better)) in [("aa", "bb"), ("cc", "dd"), ("ee", "ff")].enumerated() {
                let range = index * 3..<index * 3 + 2
                if text.contains(word) {
                    result.findings.append(
                        Self.finding(word, [TextEdit(range: range, replacement: better)]))
                }
            }
            if text.contains("ff") || text.contains("dd") && text.contains("aa") {
                result.findings.append(Self.finding("WORSE", []))
            }
            return result
        }
        let result = FileRepair.repair(Array("aa cc ee".utf8), path: "f", lint: lint)
        #expect(result.bytes == Array("bb dd ee".utf8))
        #expect(result.dropped.map(\.finding.id) == ["ee"])
        #expect(!FileRepair.repair(result.bytes, path: "f", lint: lint).isChanged)
    }
}
