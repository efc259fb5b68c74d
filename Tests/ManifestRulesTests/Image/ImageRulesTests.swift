import Findings
import Testing

@testable import ManifestRules

@Suite struct ImageRulesTests {
    private func ids(
        _ facts: ImageFacts, rules: String = "strict", today: String = "2026-11-24"
    ) -> [String] {
        ImageLinter.lint(
            ReviewedImage(facts: facts, today: today), selection: RuleSelection(parsing: rules)
        ).findings.map(\.id)
    }

    @Test(arguments: [nil, "", "root", "0", "0:0", "root:root", "000"] as [String?]) func rootIsReported(
        _ user: String?
    ) {
        #expect(ids(ImageFacts(user: user)) == ["DD-IMG-USER-ROOT"])
    }

    @Test(arguments: ["65532", "65532:65532", "app", "10:0"]) func othersAreNot(_ user: String) {
        #expect(ids(ImageFacts(user: user)).isEmpty)
    }

    @Test func portOfSSH() {
        #expect(ids(ImageFacts(user: "1", exposedPorts: ["22/tcp"])) == ["DD-IMG-PORT-SSH"])
        #expect(ids(ImageFacts(user: "1", exposedPorts: ["2222/tcp", "8022"])).isEmpty)
    }

    @Test func strictRulesAreLeftOutByDefault() {
        let facts = ImageFacts(
            created: "2020-01-01T00:00:00Z", user: "1", packageManagers: ["apt"], setUIDFiles: ["usr/bin/su"])
        #expect(ids(facts) == ["DD-IMG-SETUID", "DD-IMG-PACKAGE-MANAGER", "DD-IMG-AGE"])
        #expect(ids(facts, rules: "default").isEmpty)
        let result = ImageLinter.lint(ReviewedImage(facts: facts, today: "2026-11-24"))
        #expect(result.rulesLeftOut == 3)
    }

    @Test func agesAreDays() {
        #expect(ids(ImageFacts(created: "2026-05-28T10:00:00Z", user: "1")).isEmpty)
        #expect(ids(ImageFacts(created: "2026-05-27T10:00:00Z", user: "1")) == ["DD-IMG-AGE"])
        #expect(ids(ImageFacts(created: "1970-01-01T00:00:00Z", user: "1")).isEmpty)
        #expect(ids(ImageFacts(created: "yesterday", user: "1")).isEmpty)
    }

    @Test func cardsAreComplete() {
        for rule in AllImageRules.rules {
            let card = rule.card
            #expect(card.id.hasPrefix("DD-IMG-"))
            #expect(!card.why.isEmpty && !card.repair.isEmpty && !card.cwe.isEmpty)
        }
        #expect(Set(AllImageRules.rules.map { $0.card.id }).count == AllImageRules.rules.count)
    }
}
