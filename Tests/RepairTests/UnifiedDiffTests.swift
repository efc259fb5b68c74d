import Testing

@testable import Repair

@Suite struct UnifiedDiffTests {
    private static func diff(_ old: String, _ new: String) -> String {
        String(
            decoding: UnifiedDiff().bytes(from: Array(old.utf8), to: Array(new.utf8), oldName: "a", newName: "b"),
            as: UTF8.self)
    }

    @Test func linesOfAnyEncodingStayAsTheyAre() {
        let diff = UnifiedDiff().bytes(from: [0xFF, 10, 1, 10], to: [0xFF, 10, 2, 10], oldName: "a", newName: "b")
        #expect(diff.suffix(9) == [0x20, 0xFF, 10, 0x2D, 1, 10, 0x2B, 2, 10])
    }

    @Test func equalTextsHaveNone() { #expect(Self.diff("a\n", "a\n").isEmpty) }

    @Test(arguments: [
        ("a\nb\nc\n", "a\nx\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n"),
        ("", "a\n", "@@ -0,0 +1 @@\n+a\n"),
        ("a\n", "", "@@ -1 +0,0 @@\n-a\n"),
        ("a", "a\n", "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n"),
        ("a\r\nb\r\n", "a\r\nc\r\n", "@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r\n"),
    ])
    func forms(_ old: String, _ new: String, _ hunks: String) {
        #expect(Self.diff(old, new) == "--- a\n+++ b\n" + hunks)
    }

    /// The script makes the new text of the old one, and no shorter one of kept lines exists (a table knows).
    @Test func scriptsAreTrueAndShortest() {
        var state: UInt64 = 7
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<400 {
            let old = (0..<random(12)).map { _ in ArraySlice([UInt8(97 + random(3)), 10]) }
            let new = (0..<random(12)).map { _ in ArraySlice([UInt8(97 + random(3)), 10]) }
            var made: [ArraySlice<UInt8>] = []
            var read = 0
            var kept = 0
            for step in DiffScript.steps(old, new) {
                switch step {
                case .keep(let one, let other):
                    #expect(one == read && other == made.count && old[one] == new[other])
                    made.append(old[one])
                    read += 1
                    kept += 1
                case .remove(let one):
                    #expect(one == read)
                    read += 1
                case .insert(let other): made.append(new[other])
                }
            }
            #expect(made == new && read == old.count)
            #expect(kept == Self.longestCommon(old, new))
        }
    }

    private static func longestCommon(_ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]) -> Int {
        var row = [Int](repeating: 0, count: new.count + 1)
        for line in old {
            var next = row
            for (index, other) in new.enumerated() {
                next[index + 1] = line == other ? row[index] + 1 : max(row[index + 1], next[index])
            }
            row = next
        }
        return row.last ?? 0
    }

    /// A line at the top and one at the bottom of a long file are two small hunks.
    @Test func longFilesKeepSmallHunks() {
        let lines = (0..<20_000).map { "line \($0)\n" }
        var changed = lines
        changed[1] = "first\n"
        changed[19_990] = "last\n"
        let diff = Self.diff(lines.joined(), changed.joined())
        #expect(diff.split(separator: "\n").count == 2 + 2 * 1 + 6 + 8)
    }

    @Test func textsWithoutAnythingInCommonAreOneBlock() {
        let old = (0..<3_000).map { "a\($0)\n" }.joined()
        let new = (0..<3_000).map { "b\($0)\n" }.joined()
        #expect(Self.diff(old, new).hasPrefix("--- a\n+++ b\n@@ -1,3000 +1,3000 @@\n-a0\n"))
    }
}
