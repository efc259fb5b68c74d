import Findings
import GoSource
import Testing

@testable import GoRules

/// What is known of numbers and lengths: where a value fits nothing is found, where it may not it is.
@Suite struct RangeTests {
    private func found(_ rule: String, _ body: String) -> Int {
        let options = GoCodeOptions(rules: RuleSelection(profile: .all), threads: 1)
        let result = GoCodeScanner(options).scan(files: ["main.go": "package main\n\n\(body)\n"])
        #expect(!result.findings.contains { $0.id == "DD-GO-SYNTAX" }, "\(body)")
        return result.findings.filter { $0.id == rule }.count
    }

    private func conversions(_ body: String) -> Int { found("DD-GO-CONVERSION", body) }
    private func bounds(_ body: String) -> Int { found("DD-GO-BOUNDS", body) }

    /// Each part of a condition is read once; twice at each turn would be a million times here.
    @Test func conditionsDeepInEachOther() {
        var condition = "n > 1"
        for level in 0..<28 { condition = "(\(condition)) \(level % 2 == 0 ? "&&" : "||") n < \(level + 3)" }
        #expect(conversions("func f(n int) int8 {\n\tif \(condition) {\n\t\treturn int8(n)\n\t}\n\treturn 0\n}") == 1)
    }

    /// A value that is forgotten costs the same however many others there are.
    @Test func manyVariables() {
        let lines = (0..<5000).map { "\tx\($0) := b[\($0)] & 15\n" }.joined()
        #expect(conversions("func f(b []int) int8 {\n\(lines)\treturn int8(x1)\n}") == 0)
    }
}
