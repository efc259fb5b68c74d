import Findings
import Foundation
import GoSource
import TestSupport
import Testing

@testable import GoRules

/// Agreement with gosec's own samples; the disagreements and their reasons are in docs/cases-gosec.md.
@Suite struct GosecCasesTests {
    struct Case: Decodable {
        var id: String
        var rule: String
        var files: [String: String]
        var expect_count: Int
        var default_config: Bool
    }

    @Test func agreement() throws {
        let path = Tool.shared.appendingPathComponent("cases/gosec/dev.jsonl").path
        guard let data = FileManager.default.contents(atPath: path) else {
            print("SKIPPED: GosecCasesTests.agreement: no ../shared/cases/gosec/dev.jsonl")
            return
        }
        let context = BuildContext(tags: ["tag"])
        let scanner = GoCodeScanner(
            GoCodeOptions(
                rules: RuleSelection(profile: .all), context: context, includesGenerated: true, threads: 1))
        var right = 0
        var total = 0
        var wrong: [String] = []
        // Every sixth, so that a busy machine is through in time; DRYDOCK_ALL_CASES=1 runs them all.
        let step = ProcessInfo.processInfo.environment["DRYDOCK_ALL_CASES"] == nil ? 6 : 1
        for (index, line) in data.split(separator: UInt8(ascii: "\n")).enumerated() where index % step == 0 {
            let sample = try JSONDecoder().decode(Case.self, from: line)
            guard sample.default_config else { continue }
            total += 1
            let found = scanner.scan(files: sample.files).findings.filter { $0.aliases.contains(sample.rule) }
            if found.count == sample.expect_count {
                right += 1
            } else {
                wrong.append("\(sample.id): expected \(sample.expect_count), found \(found.count)")
            }
        }
        print("gosec cases: \(right) of \(total)")
        print(wrong.joined(separator: "\n"))
        #expect(Double(right) >= 0.97 * Double(total))
    }
}
