import Findings
import GoSource

/// RC4 is broken.
struct ImportsRC4: GoRule {
    static let card = RuleCard(
        id: "DD-GO-IMPORT-RC4", title: "Import of crypto/rc4", severity: .medium,
        why: "RC4 is broken.", repair: "Use ChaCha20-Poly1305.", maps: [.gosec("G503"), .cwe(327)], profile: .all)
    static let examples = Examples(
        good: ["import _ \"crypto/aes\"\n"], bad: ["import _ \"crypto/rc4\"\n"])
    static func check(_ code: GoCode, _ report: GoReport) {
        WeakImports.check("crypto/rc4", "a broken cipher", code, report)
    }
}
