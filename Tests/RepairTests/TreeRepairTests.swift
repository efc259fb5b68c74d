import Findings
import Testing

@testable import Repair

/// Repairs of several files that are judged together, by a judge made up for the test.
@Suite struct TreeRepairTests {
    /// A finding `BAD` for every file that holds `bad`, put right by `good`, and those of `more`.
    private static func judge(
        _ files: [String: String], more: @escaping ([String: String]) -> [String: [String]] = { _ in [:] }
    ) -> TreeRepair<Never> {
        TreeRepair(
            read: { files[$0].map { Array($0.utf8) } },
            judge: { changes in
                let now = files.merging(changes.mapValues { String(decoding: $0, as: UTF8.self) }) { $1 }
                var findings: [String: [Finding]] = [:]
                for (path, text) in now where text == "bad" {
                    let fix = Fix(summary: "", edits: [TextEdit(range: 0..<3, replacement: "good")])
                    findings[path] = [Finding(id: "BAD", kind: .code, severity: .low, title: "", fix: fix)]
                }
                for (path, ids) in more(now) {
                    findings[path, default: []] += ids.map {
                        Finding(id: $0, kind: .code, severity: .low, title: "")
                    }
                }
                return findings
            })
    }

    private static func texts(_ results: [String: RepairResult]) -> [String: String] {
        results.mapValues { String(decoding: $0.bytes, as: UTF8.self) }
    }

    @Test func allFilesInOneJudgement() {
        let counter = Counter()
        let repair = Self.judge(["a": "bad", "b/c": "bad", "d": "fine"]) { _ in
            counter.count += 1
            return [:]
        }
        let results = repair.repair()
        #expect(Self.texts(results) == ["a": "good", "b/c": "good"])
        #expect(counter.count == 2)
        #expect(results["b/c"]?.diff.hasPrefix("--- a/b/c\n+++ b/b/c\n@@ -1 +1 @@\n") == true)
    }

    private final class Counter { var count = 0 }

    @Test func aFileThatBecomesWorseKeepsTheOthersRepair() {
        let results = Self.judge(["a": "bad", "b": "bad"]) { now in now["b"] == "good" ? ["b": ["NEW"]] : [:] }.repair()
        #expect(Self.texts(results) == ["a": "good", "b": "bad"])
        #expect(results["b"]?.dropped.map(\.reason) == ["The fix would add NEW."])
        #expect(results["b"]?.remaining.map(\.id) == ["BAD"])
    }

    /// A finding in a file without a fix is laid at the door of its folder.
    @Test func aFindingElsewhereIsTheFaultOfItsFolder() {
        let results = Self.judge(["x/a": "bad", "y/b": "bad", "x/c": "fine"]) { now in
            now["x/a"] == "good" ? ["x/c": ["NEW"]] : [:]
        }.repair()
        #expect(Self.texts(results)["x/a"] == "bad" && Self.texts(results)["y/b"] == "good")
        #expect(results["x/a"]?.dropped.count == 1)
    }

    @Test func aFindingFarAwayIsTheFaultOfAll() {
        let results = Self.judge(["x/a": "bad", "y/b": "bad"]) { now in
            now["x/a"] == "good" && now["y/b"] == "good" ? ["z": ["NEW"]] : [:]
        }.repair()
        // One by one: the first is kept, the second would add it.
        #expect(Self.texts(results) == ["x/a": "good", "y/b": "bad"])
        #expect(results["y/b"]?.dropped.map(\.reason) == ["The fix would add NEW."])
    }

    @Test func aFileThatCannotBeReadStays() {
        let repair = TreeRepair<Never>(
            read: { _ in nil },
            judge: { changes in
                #expect(changes.isEmpty)
                let fix = Fix(summary: "", edits: [TextEdit(range: 0..<0, replacement: "x")])
                return ["a": [Finding(id: "A", kind: .code, severity: .low, title: "", fix: fix)]]
            })
        #expect(repair.repair().isEmpty)
    }

    @Test func absolutePathsMakeDiffsThatPatchTakes() {
        let results = Self.judge(["/t/a": "bad"]).repair()
        #expect(results["/t/a"]?.diff.hasPrefix("--- a/t/a\n+++ b/t/a\n") == true)
    }
}
