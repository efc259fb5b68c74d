import Findings
import GoSource

/// Proxies and servers disagree on where such a message ends; a second request can hide in it.
struct ConflictingHeaders: GoRule {
    static let card = RuleCard(
        id: "DD-GO-REQUEST-SMUGGLING", title: "Content-Length and Transfer-Encoding together", severity: .high,
        why: "Proxies and servers disagree on where such a message ends; a second request can hide in it.",
        repair: "Set neither: net/http frames the body.", maps: [.gosec("G113"), .cwe(444)])
    static let examples = Examples(
        good: [
            "import \"net/http\"\nfunc f(w http.ResponseWriter, r *http.Request) { w.Header().Set(\"Content-Length\", \"1\") }\n"
        ],
        bad: [
            "import \"net/http\"\nfunc f(w http.ResponseWriter, r *http.Request) { w.Header().Set(\"Content-Length\", \"1\")\nw.Header().Set(\"Transfer-Encoding\", \"chunked\") }\n"
        ])

    static func check(_ code: GoCode, _ report: GoReport) {
        var seen: [UInt64: (length: Bool, encoding: Bool)] = [:]
        for call in code.calls(["net/http.Header.Set", "net/http.Header.Add"]) {
            guard let key = code.string(call.argument(0), in: call.file)?.lowercased(),
                key == "content-length" || key == "transfer-encoding",
                let function = code.function(around: call.node, in: call.file)
            else { continue }
            let place = UInt64(function.index)
            var state = seen[place] ?? (false, false)
            if key == "content-length" { state.length = true } else { state.encoding = true }
            if state.length && state.encoding {
                report.add(call.node, in: call.file, "both Content-Length and Transfer-Encoding are set")
            }
            seen[place] = state
        }
    }
}
