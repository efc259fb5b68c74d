import Findings
import GoSource

/// Copying all headers in CheckRedirect hands Authorization and cookies to whatever host is redirected to.
struct RedirectCopiesHeaders: GoRule {
    static let card = RuleCard(
        id: "DD-GO-REDIRECT-HEADERS", title: "Redirect policy copies credentials", severity: .high,
        why: "Copying all headers in CheckRedirect hands Authorization and cookies to whatever host is redirected to.",
        repair: "Leave the headers to net/http, or copy them for the same host only.",
        maps: [.gosec("G119"), .cwe(200)], confidence: .medium)
    static let examples = Examples(
        good: [
            "import \"net/http\"\nvar c = http.Client{CheckRedirect: func(req *http.Request, via []*http.Request) error { return nil }}\n"
        ],
        bad: [
            "import \"net/http\"\nvar c = http.Client{CheckRedirect: func(req *http.Request, via []*http.Request) error { req.Header = via[0].Header.Clone(); return nil }}\n"
        ])

    private static let sensitive: Set<String> = ["authorization", "cookie", "proxy-authorization", "www-authenticate"]

    static func check(_ code: GoCode, _ report: GoReport) {
        for function in code.info.functions {
            let parameters = code.types.parameters(function.signature)
            guard parameters.count == 2, code.types.results(function.signature).count == 1,
                code.program.text(parameters[0]) == "*net/http.Request",
                code.program.text(parameters[1]) == "[]*net/http.Request"
            else { continue }
            let file = code.files[function.file]
            let tree = file.tree
            tree.visit(function.body) { node, kind in
                switch tree.syntax(node) {
                case .assign(_, let left, let right):
                    for target in tree.nodes(left) where code.name(of: target, in: file) == "net/http.Request.Header" {
                        let value = tree.text(of: tree.first(right))
                        if value.contains("Header") {
                            report.add(node, in: file, "the headers of the first request go to every redirect")
                        }
                    }
                case .call:
                    guard let call = code.call(at: node, in: file),
                        call.name == "net/http.Header.Set" || call.name == "net/http.Header.Add"
                            || call.name == "net/http.Request.SetBasicAuth"
                    else { return true }
                    let key = code.string(call.argument(0), in: file)?.lowercased() ?? ""
                    if call.name.hasSuffix("SetBasicAuth") || sensitive.contains(key) {
                        report.add(node, in: file, "credentials are set again on every redirect")
                    }
                default: break
                }
                return true
            }
        }
    }
}
