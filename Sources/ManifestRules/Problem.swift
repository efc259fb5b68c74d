import Findings
import Manifests

/// What a rule reports: a place in the file and what is wrong there; the engine makes a `Finding` of it.
public struct Problem: Sendable {
    /// Bytes of the source.
    public var range: Range<Int>
    /// With this place's own names and values; absent: the card says all.
    public var message: String?
    /// The peers' ids whose own rules report this very place; absent: all the card maps to.
    public var aliases: [String]?
    public var fix: Fix?
    /// What was seen, one line each.
    public var evidence: [String]
    /// Where this place matters less than the rule does elsewhere: reported from this profile on.
    public var profile: RuleProfile?
    public var severity: Severity?

    public init(
        _ range: Range<Int>, _ message: String? = nil, aliases: [String]? = nil, fix: Fix? = nil,
        evidence: [String] = [], profile: RuleProfile? = nil, severity: Severity? = nil
    ) {
        self.range = range
        self.message = message
        self.aliases = aliases
        self.fix = fix
        self.evidence = evidence
        self.profile = profile
        self.severity = severity
    }

    /// The finding, or nil where the selection leaves this place out.
    public func finding(
        _ card: RuleCard, source: SourceText, path: String, selection: RuleSelection
    ) -> Finding? {
        let names = aliases ?? card.aliases
        if let profile, profile > selection.profile {
            guard selection.added.contains(card.id) || names.contains(where: selection.added.contains) else {
                return nil
            }
        }
        // A rule that maps to several peers' ids may report what only some of them do.
        if !selection.removed.isEmpty, names.contains(where: selection.removed.contains) { return nil }
        return Finding(
            id: card.id, aliases: names, kind: .misconfiguration, severity: severity ?? card.severity,
            severitySource: "drydock", title: card.title, message: message ?? card.why,
            location: source.location(path: path, range: range), confidence: card.confidence, evidence: evidence,
            fix: fix ?? Fix(summary: card.repair), cwe: card.cwe, references: card.references)
    }
}
