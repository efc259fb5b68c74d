import Findings
import Testing

@testable import ManifestRules

@Suite struct RuleDocumentationTests {
    @Test func aPageTellsAll() {
        let page = RuleDocumentation.page(LastUserIsRoot.card, LastUserIsRoot.examples, language: "dockerfile")
        for part in [
            "# DD-DF-USER-ROOT: The last USER is root\n", "| Severity | high |", "| hadolint | DL3002 |",
            "| Trivy | DS-0002 |",
            "| CIS Docker 1.6 | 4.1 |", "CWE-250", "```dockerfile\nFROM alpine:3.22\nUSER root\n```", "## Why",
            "## How to fix",
            "# drydock:ignore DD-DF-USER-ROOT reason",
        ] { #expect(page.contains(part), "\(part)") }
    }

    @Test func anIndexNamesEachRule() {
        let index = RuleDocumentation.index(of: AllDockerfileRules.rules, heading: "Dockerfiles")
        #expect(index.hasPrefix("## Dockerfiles\n\n| Rule |"))
        #expect(index.split(separator: "\n").count == AllDockerfileRules.rules.count + 3)
        let pages = RuleDocumentation.pages(of: AllDockerfileRules.rules, language: "dockerfile")
        #expect(Set(pages.map(\.name)).count == AllDockerfileRules.rules.count)
    }

    @Test func everyRuleHasAPage() {
        for rule in AllDockerfileRules.rules {
            #expect(RuleDocumentation.page(rule.card, rule.examples).hasSuffix("\n"))
            #expect(RuleDocumentation.row(rule.card).hasPrefix("| [\(rule.card.id)]("))
        }
    }
}
