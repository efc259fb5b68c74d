import Findings
import Testing

@testable import ManifestRules

@Suite struct KubernetesExamplesTests {
    private static func findings(_ rule: any KubernetesRule, _ text: String) -> [Finding] {
        let selection = RuleSelection(profile: .all)
        return KubernetesLinter.lint(Array(text.utf8), path: "a.yaml", selection: selection).findings
            .filter { $0.id == rule.card.id }
    }

    @Test func everyRuleKeepsItsExamples() {
        for rule in AllKubernetesRules.rules {
            #expect(!rule.examples.good.isEmpty && !rule.examples.bad.isEmpty, "\(rule.card.id)")
            for text in rule.examples.good {
                let found = Self.findings(rule, text)
                #expect(found.isEmpty, "\(rule.card.id) reports its good example:\n\(text)\n\(found.map(\.message))")
            }
            for text in rule.examples.bad {
                #expect(!Self.findings(rule, text).isEmpty, "\(rule.card.id) passes its bad example:\n\(text)")
            }
        }
    }

    @Test func idsAreUnique() {
        var seen = Set<String>()
        for rule in AllKubernetesRules.rules {
            #expect(seen.insert(rule.card.id).inserted, "\(rule.card.id) is there twice")
            #expect(rule.card.id.hasPrefix("DD-K8S-"))
        }
    }

    @Test func examplesAreYAML() {
        for rule in AllKubernetesRules.rules {
            for text in rule.examples.good + rule.examples.bad {
                let result = KubernetesLinter.lint(Array(text.utf8), path: "a.yaml")
                #expect(!result.findings.contains { $0.id == "DD-YAML-SYNTAX" }, "\(rule.card.id):\n\(text)")
            }
        }
    }
}
