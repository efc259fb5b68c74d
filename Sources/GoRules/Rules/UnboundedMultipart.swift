import Findings
import GoSource

/// ParseMultipartForm limits memory, not the body: what is over it fills the disk.
struct UnboundedMultipart: GoRule {
    static let card = RuleCard(
        id: "DD-GO-MULTIPART", title: "Multipart form parsed without a limit", severity: .medium,
        why: "ParseMultipartForm limits memory, not the body: what is over it fills the disk.",
        repair: "Set r.Body = http.MaxBytesReader(w, r.Body, limit) before parsing, and keep the limit small.",
        maps: [.gosec("G120"), .cwe(400)], confidence: .medium)
    static let examples = Examples(
        good: ["import \"net/http\"\nfunc f(w http.ResponseWriter, r *http.Request) { r.FormValue(\"a\") }\n"],
        bad: [
            "import \"net/http\"\nfunc f(w http.ResponseWriter, r *http.Request) { r.ParseMultipartForm(32 << 20) }\n"
        ])

    static func check(_ code: GoCode, _ report: GoReport) {
        for call in code.calls("net/http.Request.ParseMultipartForm") {
            report.add(call.node, in: call.file, "a multipart form is parsed; its files are limited by nothing")
        }
    }
}
