import Findings
import Manifests
import Repair

/// The door for a fuzzer: reads bytes as each kind of manifest, judges them by all rules and applies the fixes.
public enum ManifestFuzz {
    public static func run(_ bytes: [UInt8]) {
        guard bytes.count <= 1 << 16 else { return }
        let selection = RuleSelection(profile: .all)
        _ = KubernetesLinter.lint(bytes, path: "a.yaml", selection: selection)
        _ = ComposeLinter.lint(bytes, path: "compose.yaml", selection: selection)
        let text = String(decoding: bytes.prefix(512), as: UTF8.self)
        if let expression = try? Expression.parse(text) {
            var evaluator = ExpressionEvaluator(["object": .string(text)])
            _ = try? evaluator.evaluate(expression)
        }
        if let pattern = try? TextPattern(text) { _ = try? pattern.finds(in: text) }
        _ = try? CustomRule.read(bytes)
        let files = [ManifestFile(path: "a.yaml", bytes: bytes), ManifestFile(path: "compose.yaml", bytes: bytes)]
        for file in ManifestLinter.lint(files: files, selection: selection).files {
            for finding in file.result.findings.prefix(64) {
                if let fix = finding.fix, !fix.edits.isEmpty { _ = TextEdit.apply(fix.edits, to: bytes) }
            }
        }
    }
}
