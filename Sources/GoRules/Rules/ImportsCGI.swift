import Findings
import GoSource

/// CGI turns headers into environment variables (httpoxy).
struct ImportsCGI: GoRule {
    static let card = RuleCard(
        id: "DD-GO-IMPORT-CGI", title: "Import of net/http/cgi", severity: .medium,
        why: "CGI turns headers into environment variables (httpoxy).", repair: "Use net/http.",
        maps: [.gosec("G504"), .cwe(327)], profile: .all)
    static let examples = Examples(
        good: ["import _ \"net/http\"\n"], bad: ["import _ \"net/http/cgi\"\n"])
    static func check(_ code: GoCode, _ report: GoReport) {
        WeakImports.check("net/http/cgi", "prone to httpoxy", code, report)
    }
}
