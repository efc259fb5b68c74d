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
                let place = code.types.parameters(function.signature).firstIndex(where: {
                    code.qualifiedName(ofType: $0) == "context.Context"
                })
            else { continue }
            report.add(
                call.node, in: call.file, "\(call.name) ignores the context; there is \(better[call.name] ?? "")",
                fix: fix(call, function, place, code))
        }
    }

    /// `f(a)` becomes `fContext(ctx, a)`, where the context has a name that still means it.
    private static func fix(_ call: GoCall, _ function: FunctionInfo, _ place: Int, _ code: GoCode) -> Fix? {
        let tree = call.file.tree
        // http.Get and Post have no such twin.
        guard let wanted = better[call.name]?.split(separator: ".").last.map(String.init),
            !call.name.hasPrefix("net/http") || call.name.hasSuffix("NewRequest"), call.target.isNone,
            case .selector(_, let name) = tree.syntax(tree.unparen(call.function)),
            place < function.parameters.count, !function.parameters[place].isNone
        else { return nil }
        let context = code.info.name(of: function.parameters[place])
        guard !context.isEmpty, context != "_",
            !function.locals.contains(where: {
                $0 != function.parameters[place] && code.info.name(of: $0) == context
            })
        else { return nil }
        let open = Int(tree.operatorOffset(of: call.node)) + 1
        guard open > 1, open <= tree.source.count, tree.source[open - 1] == UInt8(ascii: "(") else { return nil }
        let options = wanted == "BeginTx" ? ", nil" : ""
        let first = call.argumentCount == 0 ? context + options : context + ", "
        return Fix(
            summary: "Call \(wanted) with \(context).",
            edits: [
                TextEdit(range: tree.range(of: name), replacement: wanted),
                TextEdit(range: open..<open, replacement: first),
            ])
    }
}
