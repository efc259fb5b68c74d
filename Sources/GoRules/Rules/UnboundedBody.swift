import Findings
import GoSource

/// One client can send more than there is memory.
struct UnboundedBody: GoRule {
    static let card = RuleCard(
        id: "DD-GO-BODY-LIMIT", title: "Request body read without a limit", severity: .medium,
        why: "One client can send more than there is memory.",
        repair: "r.Body = http.MaxBytesReader(w, r.Body, limit).",
        maps: [.cwe(770)], confidence: .medium)
    static let examples = Examples(
        good: [
            "import (\n\"io\"\n\"net/http\"\n)\nfunc f(w http.ResponseWriter, r *http.Request) { io.ReadAll(http.MaxBytesReader(w, r.Body, 9)) }\n"
        ],
        bad: [
            "import (\n\"io\"\n\"net/http\"\n)\nfunc f(w http.ResponseWriter, r *http.Request) { io.ReadAll(r.Body) }\n"
        ])

    static func check(_ code: GoCode, _ report: GoReport) {
        if code.hasCalls(["net/http.MaxBytesReader", "net/http.MaxBytesHandler"]) { return }
        for call in code.calls(["io.ReadAll", "io/ioutil.ReadAll"]) {
            let argument = call.argument(0)
            guard code.name(of: argument, in: call.file) == "net/http.Request.Body", isHandler(call, code) else {
                continue
            }
            report.add(call.node, in: call.file, "the whole body of a request is read into memory")
        }
    }

    private static func isHandler(_ call: GoCall, _ code: GoCode) -> Bool {
        guard let function = code.function(around: call.node, in: call.file) else { return false }
        return code.types.parameters(function.signature).contains {
            code.qualifiedName(ofType: $0) == "net/http.ResponseWriter"
        }
    }
}
