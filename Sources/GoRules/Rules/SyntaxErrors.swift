import Findings
import GoSource

/// A file that cannot be read in full; the scanner itself reports it.
struct SyntaxErrors: GoRule {
    static let card = RuleCard(
        id: "DD-GO-SYNTAX", title: "Go file with a syntax error", severity: .low,
        why: "What cannot be read cannot be checked, nor built.", repair: "Correct the syntax.")
    static let examples = Examples(good: ["func main() {}\n"], bad: ["func main() { x := }\n"])
    static func check(_ code: GoCode, _ report: GoReport) {}
}
