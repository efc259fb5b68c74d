import Findings
import GoSource

/// http.Dir("/") serves every file the process may read.
struct RootFileServer: GoRule {
    static let card = RuleCard(
        id: "DD-GO-HTTP-DIR-ROOT", title: "File server over the whole file system", severity: .high,
        why: "http.Dir(\"/\") serves every file the process may read.",
        repair: "Serve one folder that holds only what is public.", maps: [.gosec("G111"), .cwe(22)])
    static let examples = Examples(
        good: ["import \"net/http\"\nfunc f() { http.FileServer(http.Dir(\"static\")) }\n"],
        bad: ["import \"net/http\"\nfunc f() { http.FileServer(http.Dir(\"/\")) }\n"])

    static func check(_ code: GoCode, _ report: GoReport) {
        guard code.importsPackage("net/http") else { return }
        for call in code.calls {
            guard case .conversion(let type) = call.callee, code.qualifiedName(ofType: type) == "net/http.Dir",
                code.string(call.argument(0), in: call.file) == "/"
            else { continue }
            report.add(call.node, in: call.file, "http.Dir(\"/\") serves the whole file system")
        }
    }
}
