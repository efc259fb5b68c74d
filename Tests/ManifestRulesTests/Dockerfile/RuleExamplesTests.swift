import Findings
import Manifests
import Testing

@testable import ManifestRules

/// What each rule says of itself holds.
@Suite struct RuleExamplesTests {
    /// Rules that report only where options or files beside the Dockerfile ask for it.
    static let wantOptions: Set<String> = [
        "DD-DF-REGISTRY", "DD-DF-LABEL-MISSING", "DD-DF-LABEL-EXTRA", "DD-DF-LABEL-EMPTY", "DD-DF-LABEL-URL",
        "DD-DF-LABEL-TIME", "DD-DF-LABEL-LICENCE", "DD-DF-LABEL-HASH", "DD-DF-LABEL-VERSION", "DD-DF-LABEL-MAIL",
        "DD-DF-IGNORE-MISSING", "DD-DF-IGNORE-GAPS",
    ]

    static func findings(_ text: String, rule: String, profile: RuleProfile = .all) -> [Finding] {
        DockerfileLinter.lint(
            Array(text.utf8), path: "Dockerfile", selection: RuleSelection(profile: profile),
            options: DockerfileOptions(disablesSuppressions: true)
        ).findings.filter { $0.id == rule }
    }

    @Test func goodExamplesPassAndBadOnesDoNot() {
        for rule in AllDockerfileRules.rules {
            let id = rule.card.id
            for text in rule.examples.good {
                // In the profile `all` a rule also reports what only a peer complains of.
                #expect(
                    Self.findings(text, rule: id, profile: rule.card.profile) == [],
                    "\(id) reports its good example \(text)")
            }
            for text in rule.examples.bad {
                #expect(!Self.findings(text, rule: id).isEmpty, "\(id) passes over its bad example \(text)")
            }
            #expect(!rule.examples.bad.isEmpty || Self.wantOptions.contains(id), "\(id) has no bad example")
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
                for finding in Self.findings(text, rule: rule.card.id) {
                    #expect((finding.location?.line ?? 0) > 0 && (finding.location?.column ?? 0) > 0)
                }
            }
        }
    }
}
