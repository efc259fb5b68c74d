import Findings
import GoSource

/// A switch for users is often meant; that it exists is worth a look in a strict review only.
struct TLSChosenAtRunTime: GoRule {
    static let card = RuleCard(
        id: "DD-GO-TLS-SWITCH", title: "TLS settings that are chosen at run time", severity: .low,
        why: "A wrong setting switches certificate checks off without a trace in the source.",
        repair: "Give users a root certificate to trust instead of a switch; log loudly where it is on.",
        maps: [.gosec("G402"), .cwe(295)], profile: .strict, confidence: .low)
    static let examples = Examples(
        good: ["import \"crypto/tls\"\nvar c = tls.Config{MinVersion: tls.VersionTLS12}\n"],
        bad: ["import \"crypto/tls\"\nfunc f(skip bool) tls.Config { return tls.Config{InsecureSkipVerify: skip} }\n"])

    static func check(_ code: GoCode, _ report: GoReport) {
        for field in ["InsecureSkipVerify", "PreferServerCipherSuites"] {
            for config in code.composites("crypto/tls.Config") {
                let value = config.field(field)
                if !value.isNone { judge(field, value, config.file, code, report) }
            }
            for store in code.stores(toField: "crypto/tls.Config.\(field)") where !store.value.isNone {
                judge(field, store.value, store.file, code, report)
            }
        }
    }

    private static func judge(
        _ field: String, _ value: Node, _ file: FileInfo, _ code: GoCode, _ report: GoReport
    ) {
        let (resolved, resolvedFile) = code.resolved(value, in: file)
        let known = code.boolean(resolved, in: resolvedFile)
        if field == "InsecureSkipVerify" {
            guard known == nil else { return }
            report.add(
                value, in: file, "certificates may go unchecked: InsecureSkipVerify is decided at run time")
        } else if known != true {
            // Without effect since Go 1.18; kept for programs that older ones build.
            report.add(
                value, in: file, "PreferServerCipherSuites is not set",
                confidence: known == false ? .medium : .low)
        }
    }
}
