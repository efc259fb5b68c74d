import Findings
import GoSource

/// Collisions of SHA-1 can be made.
struct ImportsSHA1: GoRule {
    static let card = RuleCard(
        id: "DD-GO-IMPORT-SHA1", title: "Import of crypto/sha1", severity: .medium,
        why: "Collisions of SHA-1 can be made.", repair: "Use SHA-256.", maps: [.gosec("G505"), .cwe(327)],
        profile: .all)
    static let examples = Examples(
        good: ["import _ \"crypto/sha256\"\n"], bad: ["import _ \"crypto/sha1\"\n"])
    static func check(_ code: GoCode, _ report: GoReport) {
        WeakImports.check("crypto/sha1", "a broken hash", code, report)
    }
}
