import Findings
import GoSource

/// DES is broken.
struct ImportsDES: GoRule {
    static let card = RuleCard(
        id: "DD-GO-IMPORT-DES", title: "Import of crypto/des", severity: .medium,
        why: "DES is broken.", repair: "Use AES-GCM.", maps: [.gosec("G502"), .cwe(327)], profile: .all)
    static let examples = Examples(
        good: ["import _ \"crypto/aes\"\n"], bad: ["import _ \"crypto/des\"\n"])
    static func check(_ code: GoCode, _ report: GoReport) {
        WeakImports.check("crypto/des", "a broken cipher", code, report)
    }
}
