import Findings
import GoSource
import Testing

@testable import GoRules

@Suite struct ExamplesTests {
    private func ids(_ source: String) -> [String] {
        let text = source.contains("package ") ? source : "package main\n\n" + source
        let options = GoCodeOptions(rules: RuleSelection(profile: .all), threads: 1)
        return GoCodeScanner(options).scan(files: ["main.go": text]).findings.map(\.id)
    }

    @Test func examplesOfAllRules() {
        for rule in AllGoRules.rules {
            for good in rule.examples.good {
                #expect(!ids(good).contains(rule.card.id), "\(rule.card.id) reports its good example:\n\(good)")
            }
            for bad in rule.examples.bad {
                #expect(ids(bad).contains(rule.card.id), "\(rule.card.id) passes over its bad example:\n\(bad)")
            }
        }
        for rule in TaintRules.all {
            for good in rule.examples.good {
                #expect(!ids(good).contains(rule.card.id), "\(rule.card.id) reports its good example:\n\(good)")
            }
            for bad in rule.examples.bad {
                #expect(ids(bad).contains(rule.card.id), "\(rule.card.id) passes over its bad example:\n\(bad)")
            }
        }
    }

    @Test func cardsAreComplete() {
        var seen: Set<String> = []
        for card in AllGoRules.cards {
            #expect(card.id.hasPrefix("DD-GO-"))
            #expect(seen.insert(card.id).inserted, "\(card.id) twice")
            #expect(!card.why.isEmpty && !card.repair.isEmpty && !card.title.isEmpty)
        }
    }
}
