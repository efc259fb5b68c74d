import Findings
import GoSource

/// Keys below 2048 bits can be factored by those with means.
struct SmallRSAKey: GoRule {
    static let card = RuleCard(
        id: "DD-GO-RSA-SIZE", title: "RSA key that is too small", severity: .high,
        why: "Keys below 2048 bits can be factored by those with means.", repair: "Use 2048 bits or more.",
        maps: [.gosec("G403"), .cwe(310)])
    static let examples = Examples(
        good: ["import (\n\"crypto/rand\"\n\"crypto/rsa\"\n)\nfunc f() { rsa.GenerateKey(rand.Reader, 3072) }\n"],
        bad: ["import (\n\"crypto/rand\"\n\"crypto/rsa\"\n)\nfunc f() { rsa.GenerateKey(rand.Reader, 1024) }\n"])

    static func check(_ code: GoCode, _ report: GoReport) {
        for call in code.calls(["crypto/rsa.GenerateKey", "crypto/rsa.GenerateMultiPrimeKey"]) {
            let place = call.name.hasSuffix("GenerateKey") ? 1 : 2
            let (value, file) = code.resolved(call.argument(place), in: call.file)
            guard let bits = code.integer(value, in: file), bits < 2048 else { continue }
            report.add(
                call.node, in: call.file, "an RSA key of \(bits) bits",
                fix: Fix(
                    summary: "Use 3072 bits.",
                    edits: file === call.file && value == call.argument(place)
                        ? [TextEdit(range: file.tree.range(of: value), replacement: "3072")] : []))
        }
    }
}
