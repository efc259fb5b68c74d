import Findings

/// What makes the verdict a no.
public struct Gates: Sendable, Hashable {
    /// A finding of this severity or worse.
    public var severity: Severity?
    /// A finding in CISA's catalogue of known exploited vulnerabilities.
    public var knownExploited = false
    /// A finding with an EPSS probability of at least this, 0 to 1.
    public var epss: Double?
    /// A part of a target that could not be read.
    public var partial = false
    /// Advisories older than so many days.
    public var advisoryAge: Int?

    public init(
        severity: Severity? = nil, knownExploited: Bool = false, epss: Double? = nil, partial: Bool = false,
        advisoryAge: Int? = nil
    ) {
        self.severity = severity
        self.knownExploited = knownExploited
        self.epss = epss
        self.partial = partial
        self.advisoryAge = advisoryAge
    }

    public var isEmpty: Bool { self == Gates() }

    /// The verdict on a result whose findings have been sorted out. Without gates everything is accepted.
    public func verdict(on result: ScanResult) -> Verdict {
        let findings = result.artifacts.flatMap(\.findings)
        var reasons: [String] = []
        if let severity {
            let counts = Severity.allCases.reversed().compactMap { level -> String? in
                guard level >= severity else { return nil }
                let count = findings.count { $0.severity == level }
                return count == 0 ? nil : "\(count) \(level.rawValue)"
            }
            if !counts.isEmpty {
                reasons.append("findings at or above \(severity.rawValue): " + counts.joined(separator: ", "))
            }
        }
        if knownExploited {
            let ids = names(of: findings) { $0.exploitation?.kevAdded != nil }
            if let ids { reasons.append("known to be exploited: " + ids) }
        }
        if let epss {
            let ids = names(of: findings) { ($0.exploitation?.epss ?? -1) >= epss }
            if let ids { reasons.append("likely to be exploited (EPSS at or above \(epss)): " + ids) }
        }
        if partial {
            let targets = result.artifacts.filter(\.isPartial).map(\.target)
            if !targets.isEmpty { reasons.append("not read to the end: " + targets.joined(separator: ", ")) }
        }
        if let advisoryAge, let age = result.snapshot?.ageInDays, age > advisoryAge {
            reasons.append("the advisories are \(age) days old, more than \(advisoryAge)")
        }
        if !reasons.isEmpty { return Verdict(isAccepted: false, reasons: reasons) }
        return Verdict(isAccepted: true, reasons: isEmpty ? [] : ["no gate was met"])
    }

    /// Up to five ids, sorted; nil where nothing matches.
    private func names(of findings: [Finding], where matches: (Finding) -> Bool) -> String? {
        let ids = Set(findings.filter(matches).map(\.id)).sorted()
        guard !ids.isEmpty else { return nil }
        let shown = ids.prefix(5).joined(separator: ", ")
        return ids.count > 5 ? "\(shown) and \(ids.count - 5) more" : shown
    }
}
