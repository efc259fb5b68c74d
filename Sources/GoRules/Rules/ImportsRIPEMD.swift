import Findings
import GoSource

/// RIPEMD-160 is outdated.
struct ImportsRIPEMD: GoRule {
    static let card = RuleCard(
        id: "DD-GO-IMPORT-RIPEMD160", title: "Import of x/crypto/ripemd160", severity: .medium,
        why: "RIPEMD-160 is outdated.", repair: "Use SHA-256.", maps: [.gosec("G507"), .cwe(327)], profile: .all)
    static let examples = Examples(
        good: ["import _ \"crypto/sha256\"\n"], bad: ["import _ \"golang.org/x/crypto/ripemd160\"\n"])
    static func check(_ code: GoCode, _ report: GoReport) {
        WeakImports.check("golang.org/x/crypto/ripemd160", "an outdated hash", code, report)
    }
}
