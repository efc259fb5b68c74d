import Findings

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
