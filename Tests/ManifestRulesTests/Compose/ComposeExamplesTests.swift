import Findings
import Testing

@testable import ManifestRules

@Suite struct ComposeExamplesTests {
    private static func findings(_ rule: any ComposeRule, _ text: String) -> [Finding] {
        ComposeLinter.lint(Array(text.utf8), path: "compose.yaml", selection: RuleSelection(profile: .all)).findings
            .filter { $0.id == rule.card.id }
    }

    @Test func everyRuleKeepsItsExamples() {
        for rule in AllComposeRules.rules {
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
        for rule in AllComposeRules.rules {
            #expect(seen.insert(rule.card.id).inserted, "\(rule.card.id) is there twice")
            #expect(rule.card.id.hasPrefix("DD-CO-"))
        }
    }
}
