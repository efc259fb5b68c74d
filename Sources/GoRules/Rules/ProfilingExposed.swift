import Findings
import GoSource

/// net/http/pprof registers /debug/pprof on the default mux: memory contents, and load on demand.
struct ProfilingExposed: GoRule {
    static let card = RuleCard(
        id: "DD-GO-PPROF", title: "Profiling endpoints on the default mux", severity: .high,
        why: "net/http/pprof registers /debug/pprof on the default mux: memory contents, and load on demand.",
        repair: "Serve the handlers of net/http/pprof from a mux of their own on localhost.",
        maps: [.gosec("G108"), .cwe(200)])
    static let examples = Examples(
        good: ["import \"net/http\"\nfunc f() { http.ListenAndServe(\":80\", nil) }\n"],
        bad: ["import (\n\"net/http\"\n_ \"net/http/pprof\"\n)\nfunc f() { http.ListenAndServe(\":80\", nil) }\n"])

    static func check(_ code: GoCode, _ report: GoReport) {
        for (file, spec) in code.imports("net/http/pprof") {
            guard case .importSpec(let name, _) = file.tree.syntax(spec), file.tree.name(of: name) == "_" else {
                continue
            }
            report.add(spec, in: file, "importing net/http/pprof exposes /debug/pprof on the default mux")
        }
    }
}
