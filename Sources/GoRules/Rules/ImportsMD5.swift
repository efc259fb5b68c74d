import Findings
import GoSource

/// MD5 is broken.
struct ImportsMD5: GoRule {
    static let card = RuleCard(
        id: "DD-GO-IMPORT-MD5", title: "Import of crypto/md5", severity: .medium,
        why: "MD5 is broken.", repair: "Use SHA-256.", maps: [.gosec("G501"), .cwe(327)], profile: .all)
    static let examples = Examples(
        good: ["import _ \"crypto/sha256\"\n"], bad: ["import _ \"crypto/md5\"\n"])
    static func check(_ code: GoCode, _ report: GoReport) {
        WeakImports.check("crypto/md5", "a broken hash", code, report)
    }
}
