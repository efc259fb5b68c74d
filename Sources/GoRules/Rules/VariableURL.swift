import Findings
import GoSource

/// If someone else decides the URL, the service fetches internal addresses for them.
struct VariableURL: GoRule {
    static let card = RuleCard(
        id: "DD-GO-VARIABLE-URL", title: "HTTP request to a URL that is not fixed", severity: .medium,
        why: "If someone else decides the URL, the service fetches internal addresses for them.",
        repair: "Check the host against an allow-list before the request.",
        maps: [.gosec("G107"), .cwe(88)], profile: .all, confidence: .medium)
    static let examples = Examples(
        good: ["import \"net/http\"\nfunc f() { http.Get(\"http://a\") }\n"],
        bad: ["import \"net/http\"\nfunc f(u string) { http.Get(u) }\n"])

    static func check(_ code: GoCode, _ report: GoReport) {
        for call in code.calls(["net/http.Get", "net/http.Head", "net/http.Post", "net/http.PostForm"]) {
            var url = call.file.tree.unparen(call.argument(0))
            if case .call(_, let arguments, _) = call.file.tree.syntax(url),
                case .conversion = code.info.callee(of: url, in: call.file)
            {
                url = call.file.tree.first(arguments)
            }
            guard let object = code.variable(url, in: call.file) else { continue }
            if object.isLocal, code.isFixed(url, in: call.file) { continue }
            report.add(
                call.node, in: call.file, "the URL in \(call.file.tree.text(of: url)) is not fixed in the source")
        }
    }
}
