import Findings
import GoSource

/// DES keys can be searched, RC4 leaks its plaintext.
struct WeakCipher: GoRule {
    static let card = RuleCard(
        id: "DD-GO-WEAK-CIPHER", title: "Broken cipher", severity: .high,
        why: "DES keys can be searched, RC4 leaks its plaintext.", repair: "Use AES-GCM or ChaCha20-Poly1305.",
        maps: [.gosec("G405"), .cwe(327)])
    static let examples = Examples(
        good: ["import \"crypto/aes\"\nfunc f() { aes.NewCipher(nil) }\n"],
        bad: ["import \"crypto/des\"\nfunc f() { des.NewCipher(nil) }\n"])

    static func check(_ code: GoCode, _ report: GoReport) {
        for call in code.calls(["crypto/des.NewCipher", "crypto/des.NewTripleDESCipher", "crypto/rc4.NewCipher"]) {
            report.add(call.node, in: call.file, "\(call.name.split(separator: "/").last ?? "") is broken")
        }
    }
}
