import Findings

/// How an inventory is judged.
public struct MatchOptions: Sendable, Hashable {
    /// Report the advisories of Go modules inside binaries that an OS package owns as findings of their own.
    public var showsOwned: Bool

    public init(showsOwned: Bool = false) {
        self.showsOwned = showsOwned
    }
}

/// What the advisories say of an inventory.
public struct MatchResult: Sendable, Hashable {
    /// By priority, most urgent first, then by package and id.
    public var findings: [Finding]
    /// Shown, but nothing to act on, with the causes of `SettingAside`: of modules in binaries that a distribution
    /// answers for, of a go line's minimum, and rejected ones.
    public var suppressed: [SuppressedFinding]
    public var upgrades: [UpgradeAdvice]
    public var notes: [ScanNote]

    public init(
        findings: [Finding] = [], suppressed: [SuppressedFinding] = [], upgrades: [UpgradeAdvice] = [],
        notes: [ScanNote] = []
    ) {
        self.findings = findings
        self.suppressed = suppressed
        self.upgrades = upgrades
        self.notes = notes
    }
}
