import Findings
import GoSource

/// The door for fuzzers: any bytes as a Go file through parser, types, every rule, data flow and the edits of repairs.
/// Must neither trap nor hang.
public enum GoRulesFuzz {
    /// Gives a number made of the findings, so that nothing is optimized away.
    @discardableResult
    public static func run(_ bytes: some Collection<UInt8>) -> Int {
        let options = GoCodeOptions(
            rules: RuleSelection(profile: .all), includesTests: true, includesGenerated: true, threads: 1)
        let text = String(decoding: bytes, as: UTF8.self)
        let size = text.utf8.count
        let result = GoCodeScanner(options).scan(files: ["fuzz.go": text])
        var count = result.suppressed.count &+ result.notes.count
        for finding in result.findings {
            count &+= 1
            for edit in finding.fix?.edits ?? [] {
                // An edit outside of its file would trap whoever applies it.
                precondition(edit.range.lowerBound >= 0 && edit.range.upperBound <= size)
                count &+= edit.range.count
            }
        }
        return count
    }
}
