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
            report.add(call.node, in: call.file, "\(call.name.split(separator: "/").last ?? "") sets no time limits")
        }
    }
}
