import Findings
import GoSource

/// Clients that send their headers byte by byte hold connections open for ever (Slowloris).
struct ServerWithoutTimeout: GoRule {
    static let card = RuleCard(
        id: "DD-GO-SERVER-TIMEOUT", title: "HTTP server without a time limit for headers", severity: .medium,
        why: "Clients that send their headers byte by byte hold connections open for ever (Slowloris).",
        repair: "Set ReadHeaderTimeout.", maps: [.gosec("G112"), .cwe(400)])
    static let examples = Examples(
        good: ["import (\n\"net/http\"\n\"time\"\n)\nvar s = http.Server{ReadHeaderTimeout: time.Second}\n"],
        bad: ["import \"net/http\"\nvar s = http.Server{Addr: \":80\"}\n"])

    static func check(_ code: GoCode, _ report: GoReport) {
        for server in code.composites("net/http.Server") {
            guard server.isKeyed, server.field("ReadHeaderTimeout").isNone, server.field("ReadTimeout").isNone else {
                continue
            }
            // Set later, field by field.
            if code.stores(toField: "net/http.Server.ReadHeaderTimeout").contains(where: { $0.file === server.file })
                || code.stores(toField: "net/http.Server.ReadTimeout").contains(where: { $0.file === server.file })
            {
                continue
            }
            report.add(
                server.node, in: server.file, "this http.Server has no ReadHeaderTimeout",
                fix: GoFixes.addField("ReadHeaderTimeout", "10 * time.Second", to: server, importing: "time", code))
        }
    }
}
