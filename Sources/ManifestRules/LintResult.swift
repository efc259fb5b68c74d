import Findings
import Manifests

/// What linting one file gives.
public struct LintResult: Sendable {
    /// In the order of the text.
    public var findings: [Finding]
    /// Passed over because of a comment in the file.
    public var suppressed: [SuppressedFinding]
    /// Rules that the selection left out.
    public var rulesLeftOut: Int

    public init(findings: [Finding] = [], suppressed: [SuppressedFinding] = [], rulesLeftOut: Int = 0) {
        self.findings = findings
        self.suppressed = suppressed
        self.rulesLeftOut = rulesLeftOut
    }

    /// Files a problem: as a finding, as suppressed by a comment, or not at all where the selection leaves it out.
    ///
    /// - Parameter suppression: what suppresses a finding of this place, with the reason that was given.
    mutating func take(
        _ problem: Problem, of card: RuleCard, in source: SourceText, path: String, selection: RuleSelection,
        suppression: (Finding) -> SuppressionHit?
    ) {
        guard let finding = problem.finding(card, source: source, path: path, selection: selection) else { return }
        if let hit = suppression(finding) {
            suppressed.append(SuppressedFinding(finding: finding, cause: "ignored", reason: hit.reason))
        } else {
            findings.append(finding)
        }
    }

    /// For a text that is not the file's own: places and edits would point at other lines.
    mutating func forgetPlaces() {
        func placeless(_ finding: Finding) -> Finding {
            var finding = finding
            finding.location = finding.location.map { Location(path: $0.path) }
            finding.fix?.edits = []
            return finding
        }
        findings = findings.map(placeless)
        suppressed = suppressed.map {
            SuppressedFinding(finding: placeless($0.finding), cause: $0.cause, reason: $0.reason)
        }
    }

    /// Sorts by place, then by id.
    mutating func sort() {
        findings.sort { left, right in
            let first = (left.location?.line ?? 0, left.location?.column ?? 0)
            let second = (right.location?.line ?? 0, right.location?.column ?? 0)
            if first != second { return first < second }
            return left.id < right.id
        }
    }
}

/// That something in the file suppresses a finding.
struct SuppressionHit {
    var reason: String?
}
