import Findings
import GoSource

/// The call goes on after the request was given up.
struct ContextNotPassed: GoRule {
    static let card = RuleCard(
        id: "DD-GO-CONTEXT-UNUSED", title: "Call without the context that is at hand", severity: .low,
        why: "The call goes on after the request was given up.", repair: "Use the variant that takes a context.",
        maps: [.cwe(400)], profile: .strict, confidence: .medium)
    static let examples = Examples(
        good: [
            "import (\n\"context\"\n\"os/exec\"\n)\nfunc f(ctx context.Context) { exec.CommandContext(ctx, \"ls\") }\n"
        ],
        bad: ["import (\n\"context\"\n\"os/exec\"\n)\nfunc f(ctx context.Context) { exec.Command(\"ls\") }\n"])

    private static let better: [String: String] = [
        "net/http.NewRequest": "http.NewRequestWithContext", "net/http.Get": "http.NewRequestWithContext",
        "net/http.Post": "http.NewRequestWithContext", "os/exec.Command": "exec.CommandContext",
        "database/sql.DB.Query": "QueryContext", "database/sql.DB.QueryRow": "QueryRowContext",
        "database/sql.DB.Exec": "ExecContext", "database/sql.Tx.Query": "QueryContext",
        "database/sql.Tx.Exec": "ExecContext", "database/sql.DB.Begin": "BeginTx",
    ]

    static func check(_ code: GoCode, _ report: GoReport) {
        guard code.importsPackage("context") else { return }
        for call in code.calls(better.keys.sorted()) {
            guard let function = code.function(around: call.node, in: call.file),
                code.types.parameters(function.signature).contains(where: {
                    code.qualifiedName(ofType: $0) == "context.Context"
                })
            else { continue }
            report.add(
                call.node, in: call.file, "\(call.name) ignores the context; there is \(better[call.name] ?? "")")
        }
    }
}
