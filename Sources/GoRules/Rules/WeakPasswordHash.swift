import Findings
import GoSource

/// Below cost 10 a stolen table of passwords is guessed fast.
struct WeakPasswordHash: GoRule {
    static let card = RuleCard(
        id: "DD-GO-BCRYPT-COST", title: "bcrypt with a low cost", severity: .medium,
        why: "Below cost 10 a stolen table of passwords is guessed fast.", repair: "Use bcrypt.DefaultCost or 12.",
        maps: [.cwe(916)])
    static let examples = Examples(
        good: [
            "import \"golang.org/x/crypto/bcrypt\"\nfunc f(p []byte) { bcrypt.GenerateFromPassword(p, 12) }\n",
            "import \"golang.org/x/crypto/bcrypt\"\nfunc f(p []byte) { bcrypt.GenerateFromPassword(p, 0) }\n",
        ],
        bad: ["import \"golang.org/x/crypto/bcrypt\"\nfunc f(p []byte) { bcrypt.GenerateFromPassword(p, 4) }\n"])

    static func check(_ code: GoCode, _ report: GoReport) {
        for call in code.calls("golang.org/x/crypto/bcrypt.GenerateFromPassword") {
            let argument = call.argument(1)
            let (value, file) = code.resolved(argument, in: call.file)
            let isMinimum = code.name(of: value, in: file) == "golang.org/x/crypto/bcrypt.MinCost"
            // Below MinCost the library takes its default, 10.
            guard isMinimum || (4..<10).contains(code.integer(value, in: file) ?? 10) else { continue }
            let edits =
                file === call.file && value == argument
                ? [TextEdit(range: file.tree.range(of: argument), replacement: "12")] : []
            report.add(
                call.node, in: call.file,
                "the cost is \(isMinimum ? "MinCost (4)" : call.file.tree.text(of: argument))",
                fix: Fix(summary: "Use cost 12.", edits: edits))
        }
    }
}
