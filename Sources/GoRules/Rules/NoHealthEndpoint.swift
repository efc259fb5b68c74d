import Findings
import GoSource

/// Without one an orchestrator cannot tell whether the service works, nor when it may get traffic.
struct NoHealthEndpoint: GoRule {
    static let card = RuleCard(
        id: "DD-GO-HEALTH", title: "Server without a health endpoint", severity: .low,
        why: "Without one an orchestrator cannot tell whether the service works, nor when it may get traffic.",
        repair: "Serve /healthz and /readyz.", maps: [], profile: .strict, confidence: .low)
    static let examples = Examples(
        good: [
            "import \"net/http\"\nfunc main() { http.HandleFunc(\"/healthz\", nil); http.ListenAndServe(\":80\", nil) }\n"
        ],
        bad: ["import \"net/http\"\nfunc main() { http.HandleFunc(\"/\", nil); http.ListenAndServe(\":80\", nil) }\n"])

    private static let words = ["health", "ready", "live", "ping", "alive", "status"]

    static func check(_ code: GoCode, _ report: GoReport) {
        guard code.info.package.name == "main", let call = code.calls(NoGracefulShutdown.serving).first,
            code.hasCalls([
                "net/http.HandleFunc", "net/http.Handle", "net/http.ServeMux.HandleFunc", "net/http.ServeMux.Handle",
            ])
        else { return }
        for file in code.files {
            for literal in file.tree.nodes(of: .literal) where file.tree.range(of: literal).count < 60 {
                guard let text = code.string(literal, in: file)?.lowercased(), text.contains("/") else { continue }
                if words.contains(where: text.contains) { return }
            }
        }
        report.add(call.node, in: call.file, "no route of this program tells whether it is healthy")
    }
}
