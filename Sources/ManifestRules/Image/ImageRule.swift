import Findings

/// A rule over a built image: what its configuration and its files say, whatever made it.
public protocol ImageRule: Sendable {
    static var card: RuleCard { get }
    static func check(_ image: ReviewedImage, report: (ImageProblem) -> Void)
}

/// What image rules look at.
public struct ReviewedImage: Sendable {
    public var facts: ImageFacts
    /// `YYYY-MM-DD`, for ages.
    public var today: String

    public init(facts: ImageFacts, today: String) {
        self.facts = facts
        self.today = today
    }
}

/// What an image rule reports.
public struct ImageProblem: Sendable {
    public var message: String?
    public var evidence: [String]
    /// The file it is about; absent: the image's configuration.
    public var path: String?

    public init(_ message: String? = nil, evidence: [String] = [], path: String? = nil) {
        self.message = message
        self.evidence = evidence
        self.path = path
    }
}

/// Every rule over built images; a new rule is one file and one line here.
public enum AllImageRules {
    public static let rules: [any ImageRule.Type] = [
        ImageRunsAsRoot.self, ImageExposesSSH.self, ImageSetUIDFiles.self,
        ImagePackageManager.self, ImageIsOld.self,
    ]
}

/// Judges an image by the rules of `AllImageRules`.
public enum ImageLinter {
    public static func lint(_ image: ReviewedImage, selection: RuleSelection = RuleSelection()) -> LintResult {
        var result = LintResult()
        for rule in AllImageRules.rules {
            let card = rule.card
            guard selection.includes(card) else {
                result.rulesLeftOut += 1
                continue
            }
            rule.check(image) { problem in
                result.findings.append(
                    Finding(
                        id: card.id, aliases: card.aliases, kind: .misconfiguration, severity: card.severity,
                        severitySource: "drydock", title: card.title, message: problem.message ?? card.why,
                        location: Location(path: problem.path ?? "(image configuration)"), confidence: card.confidence,
                        evidence: problem.evidence, fix: Fix(summary: card.repair), cwe: card.cwe,
                        references: card.references))
            }
        }
        return result
    }
}
