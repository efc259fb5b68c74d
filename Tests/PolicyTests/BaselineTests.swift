import Findings
import Testing

@testable import Policy

@Suite struct BaselineTests {
    private func suppressed(_ findings: [Finding], by baseline: Baseline) throws -> [String] {
        let day = try #require(Day("2026-11-24"))
        return Policy(baseline: baseline).apply(to: Sample.result(findings), on: day).artifacts
            .flatMap { $0.suppressed.map(\.finding.id) }
    }

    private func written(_ findings: [Finding]) throws -> Baseline {
        try Baseline(parsing: Array(Baseline.text(of: Sample.result(findings)).utf8), file: "b.json")
    }

    @Test func whatWasThereIsSetAsideWhatIsNewIsNot() throws {
        let old = [Sample.finding("A", path: "a\"b\\c\u{1b}\u{202e}"), Sample.finding("B")]
        let baseline = try written(old)
        #expect(try suppressed(old + [Sample.finding("C")], by: baseline) == ["A", "B"])
    }

    /// A baseline of two equal findings does not hide a third.
    @Test func equalFindingsAreCounted() throws {
        let two = [Sample.finding("A"), Sample.finding("A")]
        #expect(try suppressed(two + [Sample.finding("A")], by: written(two)).count == 2)
    }

    @Test func theSameResultGivesTheSameText() {
        let findings = (0..<20).map { Sample.finding("A\($0)") }
        #expect(Baseline.text(of: Sample.result(findings)) == Baseline.text(of: Sample.result(findings.reversed())))
    }

    @Test(
        arguments: [
            ("", "not JSON"), ("[1, 2", "not JSON"), ("{}", "no baseline of version"),
            (#"{"drydockBaseline": "9.0"}"#, "no baseline of version"),
            (#"{"drydockBaseline": "1.0"}"#, "no findings array"),
            (#"{"drydockBaseline": "1.0", "findings": [{}]}"#, "no fingerprint"),
        ])
    func otherFilesAreRefused(text: String, words: String) {
        do throws(PolicyError) {
            _ = try Baseline(parsing: Array(text.utf8), file: "b.json")
            Issue.record("taken: \(text)")
        } catch {
            #expect(error.description.hasPrefix("b.json") && error.description.contains(words), "\(error)")
        }
    }
}
