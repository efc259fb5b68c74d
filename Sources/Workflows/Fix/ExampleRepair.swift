import Findings
import GoRules
import ManifestRules
import Repair

/// What `drydock fix` makes of a rule's own example, for its page: the fix as a reader would see it.
enum ExampleRepair {
    /// The changed lines of the first bad example that has a fix, as a diff without its head; nil where a person decides.
    static func diff(of entry: RuleCatalogue.Entry) -> String? {
        for example in entry.examples.bad {
            guard let result = repair(example, entry), result.isChanged else { continue }
            // A reader of the page needs no names and places.
            let lines = result.diff.split(separator: "\n", omittingEmptySubsequences: false)
                .filter { !$0.hasPrefix("--- ") && !$0.hasPrefix("+++ ") && !$0.hasPrefix("@@ ") }
            return lines.joined(separator: "\n")
        }
        return nil
    }

    private static func repair(_ example: String, _ entry: RuleCatalogue.Entry) -> RepairResult? {
        let selection = RuleSelection(added: [entry.card.id])
        let bytes = Array(example.utf8)
        switch entry.topic {
        case "dockerfile":
            return FileRepair.repair(
                dockerfile: bytes, path: "Dockerfile", selection: selection, only: [entry.card.id])
        case "compose":
            return FileRepair.repair(bytes, path: "compose.yaml", only: [entry.card.id]) {
                ComposeLinter.lint($0, path: "compose.yaml", selection: selection)
            }
        case "kubernetes":
            return FileRepair.repair(bytes, path: "app.yaml", only: [entry.card.id]) {
                KubernetesLinter.lint($0, path: "app.yaml", selection: selection)
            }
        case "go":
            let scanner = GoCodeScanner(GoCodeOptions(rules: selection, threads: 1))
            let head = example.hasPrefix("package ") ? "" : "package main\n\n"
            let source = Array((head + example).utf8)
            let repair = TreeRepair<Never>(
                wants: RepairResult.wanted([entry.card.id]), read: { _ in source },
                judge: { changes in
                    let text = String(decoding: changes["main.go"] ?? source, as: UTF8.self)
                    return ["main.go": scanner.scan(files: ["main.go": text]).findings]
                })
            return repair.repair()["main.go"]
        default: return nil
        }
    }
}
