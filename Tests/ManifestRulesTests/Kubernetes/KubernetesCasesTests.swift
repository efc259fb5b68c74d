import Findings
import Foundation
import Testing

@testable import ManifestRules

/// Cases of Trivy and kube-linter; what we judge otherwise stands in docs/cases-kubernetes.md with the reason.
@Suite struct KubernetesCasesTests {
    private static func lines(_ file: String) -> [[String: Any]]? {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let url = root.deletingLastPathComponent().appendingPathComponent("shared/cases/\(file)")
        guard let text = try? String(contentsOf: url, encoding: .utf8) else { return nil }
        return text.split(separator: "\n").compactMap {
            (try? JSONSerialization.jsonObject(with: Data($0.utf8))) as? [String: Any]
        }
    }

    private static func aliases(_ input: String) -> [String] {
        KubernetesLinter.lint(Array(input.utf8), path: "case.yaml", selection: RuleSelection(profile: .all)).findings
            .flatMap(\.aliases)
    }

    /// Ids of cases that are wrong for our users.
    private static let otherwise: Set<String> = []

    @Test func agreesWithTrivy() {
        guard let cases = Self.lines("trivy-checks/dev.jsonl") else {
            print("SKIPPED: agreesWithTrivy: no ../shared")
            return
        }
        var total = 0
        var wrong: [String] = []
        for item in cases where item["family"] as? String == "kubernetes" {
            guard let rule = item["rule"] as? String, let input = item["input"] as? String,
                let expect = item["expect"] as? Bool
            else { continue }
            total += 1
            let found = Self.aliases(input).contains(rule)
            if found != expect { wrong.append("\(item["id"] as? String ?? rule): wants \(expect)") }
        }
        print("Trivy: \(total - wrong.count) of \(total) agree; else: \(wrong)")
        #expect(total > 300)
        #expect(Double(total - wrong.count) / Double(total) >= 0.98)
    }

    @Test func agreesWithKubeLinter() {
        guard let cases = Self.lines("kube-linter/dev.jsonl") else {
            print("SKIPPED: agreesWithKubeLinter: no ../shared")
            return
        }
        var wrong: [String] = []
        for item in cases {
            guard let check = item["check"] as? String, let input = item["input"] as? String,
                let expect = item["expect_count"] as? Int
            else { continue }
            let found = Self.aliases(input).filter { $0 == check }.count
            if found != expect { wrong.append("\(check): \(found) instead of \(expect)") }
        }
        print("kube-linter: \(cases.count - wrong.count) of \(cases.count) agree; else: \(wrong)")
        #expect(wrong.count <= 2)
    }

    @Test func everyCheckOfTrivyHasARule() {
        guard
            let text = try? Data(
                contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
                    .appendingPathComponent("shared/cases/trivy-checks/rules.json")),
            let rules = (try? JSONSerialization.jsonObject(with: text)) as? [String: [String]]
        else {
            print("SKIPPED: everyCheckOfTrivyHasARule: no ../shared")
            return
        }
        let known = Set(AllKubernetesRules.rules.flatMap(\.card.aliases))
        let missing = rules.filter { $0.value.last == "kubernetes" && !known.contains($0.key) }.keys.sorted()
        #expect(missing.isEmpty, "no rule for \(missing)")
    }
}
