import Findings
import GoSource

/// math/rand is no source for keys, tokens or anything that must not be guessed.
struct WeakRandom: GoRule {
    static let card = RuleCard(
        id: "DD-GO-WEAK-RANDOM", title: "Random numbers that can be predicted", severity: .high,
        why: "math/rand is no source for keys, tokens or anything that must not be guessed.",
        repair: "Use crypto/rand.", maps: [.gosec("G404"), .cwe(338)], profile: .all, confidence: .medium)
    static let examples = Examples(
        good: ["import \"crypto/rand\"\nfunc f() { rand.Read(nil) }\n"],
        bad: ["import \"math/rand\"\nfunc f() int { return rand.Int() }\n"])

    static func check(_ code: GoCode, _ report: GoReport) {
        guard code.importsPackage("math/rand") || code.importsPackage("math/rand/v2") else { return }
        for call in code.calls where call.name.hasPrefix("math/rand") {
            guard case .function = call.callee else { continue }
            let name = call.name.split(separator: ".").last.map(String.init) ?? ""
            // Sources are judged where they are made, and once: rand.New(rand.NewSource(x)) is one finding.
            if ["Seed", "NewZipf", "NewPCG", "NewChaCha8"].contains(name) || name == "NewSource" { continue }
            report.add(call.node, in: call.file, "\(call.file.tree.text(of: call.function)) can be predicted")
        }
    }
}
