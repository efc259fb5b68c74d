import Findings
import GoSource

/// MD4 is broken, RIPEMD-160 no longer advised.
struct OldHash: GoRule {
    static let card = RuleCard(
        id: "DD-GO-OLD-HASH", title: "Outdated hash function", severity: .medium,
        why: "MD4 is broken, RIPEMD-160 no longer advised.", repair: "Use SHA-256.",
        maps: [.gosec("G406"), .cwe(328)])
    static let examples = Examples(
        good: ["import \"crypto/sha256\"\nfunc f() { sha256.New() }\n"],
        bad: ["import \"golang.org/x/crypto/md4\"\nfunc f() { md4.New() }\n"])

    static func check(_ code: GoCode, _ report: GoReport) {
        for call in code.calls(["golang.org/x/crypto/md4.New", "golang.org/x/crypto/ripemd160.New"]) {
            report.add(call.node, in: call.file, "\(call.name.split(separator: "/").last ?? "") is outdated")
        }
    }
}
