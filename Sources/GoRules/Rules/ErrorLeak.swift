import Findings
import GoSource

/// Errors of databases and files tell of paths, hosts and queries.
struct ErrorLeak: GoRule {
    static let card = RuleCard(
        id: "DD-GO-ERROR-LEAK", title: "Internal error sent to the client", severity: .low,
        why: "Errors of databases and files tell of paths, hosts and queries.",
        repair: "Log the error; send a fixed text.", maps: [.cwe(209)], confidence: .medium)
    static let examples = Examples(
        good: [
            "import \"net/http\"\nfunc f(w http.ResponseWriter, err error) { http.Error(w, \"internal error\", 500) }\n"
        ],
        bad: ["import \"net/http\"\nfunc f(w http.ResponseWriter, err error) { http.Error(w, err.Error(), 500) }\n"])

    static func check(_ code: GoCode, _ report: GoReport) {
        for call in code.calls("net/http.Error") {
            guard let status = code.integer(call.argument(2), in: call.file), status >= 500,
                let inner = code.call(at: call.argument(1), in: call.file), inner.name == "error.Error"
            else { continue }
            report.add(
                call.node, in: call.file,
                "the client gets \(call.file.tree.text(of: call.argument(1))) with status \(status)",
                fix: Fix(
                    summary: "Send a fixed text, and log the error.",
                    edits: []))
        }
    }
}
