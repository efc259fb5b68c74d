import Findings
import Manifests
import Testing

@testable import ManifestRules

/// What each rule says of itself holds.
@Suite struct RuleExamplesTests {
    static func findings(
        _ text: String, rule: any DockerfileRule.Type, profile: RuleProfile = .all
    ) -> [Finding] {
        var options = rule.exampleOptions
        options.disablesSuppressions = true
        return DockerfileLinter.lint(
            Array(text.utf8), path: "Dockerfile", selection: RuleSelection(profile: profile), options: options
        ).findings.filter { $0.id == rule.card.id }
    }

    @Test func goodExamplesPassAndBadOnesDoNot() {
        for rule in AllDockerfileRules.rules {
            let id = rule.card.id
            for text in rule.examples.good {
                // In the profile `all` a rule also reports what only a peer complains of.
                #expect(
                    Self.findings(text, rule: rule, profile: rule.card.profile) == [],
                    "\(id) reports its good example \(text)")
            }
            for text in rule.examples.bad {
                #expect(!Self.findings(text, rule: rule).isEmpty, "\(id) passes over its bad example \(text)")
            }
            #expect(!rule.examples.bad.isEmpty, "\(id) has no bad example")
            #expect(!rule.examples.good.isEmpty, "\(id) has no good example")
        }
    }

    @Test func examplesCanBeParsed() {
        for rule in AllDockerfileRules.rules where rule.card.id != "DD-DF-SYNTAX" {
            for text in rule.examples.good { #expect(DockerfileParser.parse(Array(text.utf8)).problems == []) }
        }
    }

    @Test func cardsAreComplete() {
        var ids = Set<String>()
        for rule in AllDockerfileRules.rules {
            let card = rule.card
            #expect(ids.insert(card.id).inserted, "\(card.id) stands twice")
            #expect(card.id.hasPrefix("DD-DF-"))
            #expect(card.why.hasSuffix(".") && card.repair.hasSuffix("."), "\(card.id) wants whole sentences")
            #expect(!card.title.hasSuffix("."), "\(card.id): a title has no full stop")
        }
    }

    @Test func everyDefectHasAPlace() {
        for rule in AllDockerfileRules.rules {
            for text in rule.examples.bad {
                for finding in Self.findings(text, rule: rule) {
                    #expect((finding.location?.line ?? 0) > 0 && (finding.location?.column ?? 0) > 0)
                }
            }
        }
    }
}
