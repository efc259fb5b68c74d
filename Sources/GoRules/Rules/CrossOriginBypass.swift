import Findings
import GoSource

/// A bypass pattern for a whole tree, or one that a request decides, switches the protection off.
struct CrossOriginBypass: GoRule {
    static let card = RuleCard(
        id: "DD-GO-CSRF-BYPASS", title: "Cross-origin protection passed over too widely", severity: .high,
        why: "A bypass pattern for a whole tree, or one that a request decides, switches the protection off.",
        repair: "Name the single endpoints that need no protection.", maps: [.gosec("G121"), .cwe(346)])
    static let examples = Examples(
        good: [
            "import \"net/http\"\nfunc f() { var c http.CrossOriginProtection; c.AddInsecureBypassPattern(\"/healthz\") }\n"
        ],
        bad: ["import \"net/http\"\nfunc f() { var c http.CrossOriginProtection; c.AddInsecureBypassPattern(\"/\") }\n"]
    )

    static func check(_ code: GoCode, _ report: GoReport) {
        for call in code.calls("net/http.CrossOriginProtection.AddInsecureBypassPattern") {
            let argument = call.argument(0)
            guard let pattern = code.resolvedString(argument, in: call.file) else {
                if !code.isFixed(argument, in: call.file) {
                    report.add(call.node, in: call.file, "the bypass pattern is not fixed in the source")
                }
                continue
            }
            let path = pattern.split(separator: " ").last.map(String.init) ?? pattern
            if path == "/" || path.contains("*") || path.hasSuffix("/") || path.contains("{") || path.isEmpty {
                report.add(call.node, in: call.file, "the pattern \"\(pattern)\" covers a whole tree")
            }
        }
    }
}
