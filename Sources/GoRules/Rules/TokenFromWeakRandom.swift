import Findings
import GoSource

/// Whoever sees a few outputs of math/rand can compute the next: tokens, passwords and keys made of it.
struct TokenFromWeakRandom: GoRule {
    static let card = RuleCard(
        id: "DD-GO-TOKEN-RANDOM", title: "Secret made with math/rand", severity: .high,
        why: "Whoever sees a few outputs of math/rand can compute the next: tokens, passwords and keys made of it.",
        repair: "Use crypto/rand.", maps: [.cwe(338)], confidence: .medium)
    static let examples = Examples(
        good: ["import \"math/rand\"\nfunc jitter() int { return rand.Int() }\n"],
        bad: ["import \"math/rand\"\nfunc newSessionToken() int { return rand.Int() }\n"])

    static func check(_ code: GoCode, _ report: GoReport) {
        guard code.importsPackage("math/rand") || code.importsPackage("math/rand/v2") else { return }
        for call in code.calls where call.name.hasPrefix("math/rand") {
            let name = call.name.split(separator: ".").last.map(String.init) ?? ""
            if ["Seed", "NewSource", "New", "NewZipf", "NewPCG", "NewChaCha8", "Shuffle", "Perm"].contains(name) {
                continue
            }
            let function = code.functionName(around: call.node, in: call.file)
            let last = function.split(separator: ".").last.map(String.init) ?? ""
            var names = [last]
            let parent = assigned(call, code)
            if !parent.isEmpty { names.append(parent) }
            guard let secret = names.first(where: SecretNames.isRandomSecret) else { continue }
            report.add(call.node, in: call.file, "\(secret) gets its value from math/rand, which can be predicted")
        }
    }

    private static func assigned(_ call: GoCall, _ code: GoCode) -> String {
        var node = call.node
        for _ in 0..<4 {
            node = code.parent(of: node, in: call.file)
            if case .assign(_, let left, _) = call.file.tree.syntax(node) {
                return call.file.tree.text(of: call.file.tree.first(left))
            }
        }
        return ""
    }
}
