import Findings
import GoSource

/// Collisions of MD5 and SHA-1 can be made on purpose.
struct WeakHash: GoRule {
    static let card = RuleCard(
        id: "DD-GO-WEAK-HASH", title: "Broken hash function", severity: .medium,
        why: "Collisions of MD5 and SHA-1 can be made on purpose.",
        repair: "Use SHA-256; for passwords bcrypt or argon2.",
        maps: [.gosec("G401"), .cwe(328)], profile: .strict)
    static let examples = Examples(
        good: ["import \"crypto/sha256\"\nfunc f() { sha256.New() }\n"],
        bad: ["import \"crypto/md5\"\nfunc f() { md5.New() }\n"])

    static func check(_ code: GoCode, _ report: GoReport) {
        for call in code.calls(["crypto/md5.New", "crypto/md5.Sum", "crypto/sha1.New", "crypto/sha1.Sum"]) {
            report.add(
                call.node, in: call.file, "\(call.name.split(separator: "/").last ?? "") is not safe against collisions"
            )
        }
    }
}
