import Findings
import Testing

@testable import ManifestRules

/// Each rule says all of itself.
@Suite struct RuleMetadataTests {
    private static var cards: [(card: RuleCard, examples: Examples)] {
        AllDockerfileRules.rules.map { ($0.card, $0.examples) } + AllComposeRules.rules.map { ($0.card, $0.examples) }
            + AllKubernetesRules.rules.map { ($0.card, $0.examples) } + YAMLRules.all
    }

    @Test func nothingIsMissing() {
        for (card, examples) in Self.cards {
            #expect(!card.title.isEmpty && !card.title.hasSuffix("."), "\(card.id): title")
            #expect(card.why.hasSuffix(".") || card.why.hasSuffix(")"), "\(card.id): why")
            #expect(!card.repair.isEmpty, "\(card.id): repair")
            #expect(!card.references.isEmpty && card.references.allSatisfy { $0.hasPrefix("https://") }, "\(card.id)")
            #expect(!examples.good.isEmpty && !examples.bad.isEmpty, "\(card.id): examples")
        }
    }

    @Test func idsAreUniqueAmongAll() {
        let ids = Self.cards.map(\.card.id) + AllImageRules.rules.map { $0.card.id }
        #expect(Set(ids).count == ids.count)
        #expect(ids.count >= 390)
    }

    /// What concerns security says which weakness it is; what merely does not build or run has none.
    @Test func severeRulesNameTheirWeakness() {
        let doNotWork: Set<String> = [
            "DD-DF-BEFORE-FROM", "DD-DF-COPY-FROM-SELF", "DD-DF-GO-CGO", "DD-DF-HEALTH-SHELL", "DD-DF-NO-SHELL",
            "DD-DF-ONBUILD", "DD-DF-STAGE-RESERVED", "DD-DF-SYNTAX", "DD-K8S-SELECTOR",
        ]
        for (card, _) in Self.cards where card.severity >= .high && !doNotWork.contains(card.id) {
            #expect(!card.cwe.isEmpty, "\(card.id) has no CWE")
        }
    }
}
