import Findings
import GoSource

/// http.ListenAndServe and its kin have no timeouts: slow clients use up all connections.
struct ServeWithoutTimeout: GoRule {
    static let card = RuleCard(
        id: "DD-GO-SERVE-TIMEOUT", title: "Serving without any time limits", severity: .medium,
        why: "http.ListenAndServe and its kin have no timeouts: slow clients use up all connections.",
        repair: "Use an http.Server with ReadHeaderTimeout, ReadTimeout, WriteTimeout and IdleTimeout.",
        maps: [.gosec("G114"), .cwe(676)])
    static let examples = Examples(
        good: [
            "import (\n\"net/http\"\n\"time\"\n)\nfunc f() { (&http.Server{ReadHeaderTimeout: time.Second}).ListenAndServe() }\n"
        ],
        bad: ["import \"net/http\"\nfunc f() { http.ListenAndServe(\":80\", nil) }\n"])

    static func check(_ code: GoCode, _ report: GoReport) {
        for call in code.calls([
            "net/http.ListenAndServe", "net/http.ListenAndServeTLS", "net/http.Serve", "net/http.ServeTLS",
        ]) {
            report.add(
                call.node, in: call.file, "\(call.name.split(separator: "/").last ?? "") sets no time limits",
                fix: fix(call, code))
        }
    }

    /// The same server, made by hand: `http.Serve(l, h)` is `(&http.Server{Handler: h}).Serve(l)`.
    private static func fix(_ call: GoCall, _ code: GoCode) -> Fix {
        let tree = call.file.tree
        let summary = "Serve by an http.Server with ReadHeaderTimeout: 10 * time.Second."
        guard !call.isSpread, case .selector(let package, let function) = tree.syntax(tree.unparen(call.function))
        else { return Fix(summary: summary) }
        let name = tree.name(of: function)
        let arguments = tree.nodes(call.arguments).map { tree.text(of: $0) }
        guard let handler = arguments.last, arguments.count == (name.hasSuffix("TLS") ? 4 : 2) else {
            return Fix(summary: summary)
        }
        let listens = name.hasPrefix("Listen")
        var fields = listens ? ["Addr: \(arguments[0])"] : []
        if handler != "nil" { fields.append("Handler: \(handler)") }
        fields.append("ReadHeaderTimeout: 10 * time.Second")
        let rest = (listens ? [] : [arguments[0]]) + arguments[1..<(arguments.count - 1)]
        let server = "(&\(tree.text(of: package)).Server{\(fields.joined(separator: ", "))})"
        let text = "\(server).\(name)(\(rest.joined(separator: ", ")))"
        return GoFixes.replace(call.node, in: call.file, with: text, importing: "time", summary: summary, code)
    }
}
