import Findings
import GoSource

/// MD4 is broken.
struct ImportsMD4: GoRule {
    static let card = RuleCard(
        id: "DD-GO-IMPORT-MD4", title: "Import of x/crypto/md4", severity: .medium,
        why: "MD4 is broken.", repair: "Use SHA-256.", maps: [.gosec("G506"), .cwe(327)], profile: .all)
    static let examples = Examples(
        good: ["import _ \"crypto/sha256\"\n"], bad: ["import _ \"golang.org/x/crypto/md4\"\n"])
    static func check(_ code: GoCode, _ report: GoReport) {
        WeakImports.check("golang.org/x/crypto/md4", "a broken hash", code, report)
    }
}
