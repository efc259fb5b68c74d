import Findings

/// What the user accepts: sorts findings into those to act on and those set aside, and gives the verdict.
public struct Policy: Sendable {
    /// Severities to report; nil means all.
    public var severities: Set<Severity>?
    /// Kinds to report; nil means all.
    public var kinds: Set<FindingKind>?
    /// Set aside what no version clears yet.
    public var ignoresUnfixed: Bool
    public var ignores: [IgnoreRule]
    public var vex: [VEXStatement]
    public var baseline: Baseline?
    public var gates: Gates

    public init(
        severities: Set<Severity>? = nil, kinds: Set<FindingKind>? = nil, ignoresUnfixed: Bool = false,
        ignores: [IgnoreRule] = [], vex: [VEXStatement] = [], baseline: Baseline? = nil, gates: Gates = Gates()
    ) {
        self.severities = severities
        self.kinds = kinds
        self.ignoresUnfixed = ignoresUnfixed
        self.ignores = ignores
        self.vex = vex
        self.baseline = baseline
        self.gates = gates
    }

    /// The decisions of a configuration file; VEX documents and the baseline are files that the caller reads.
    public init(_ configuration: Configuration) {
        self.init(
            severities: configuration.severities, kinds: configuration.kinds,
            ignoresUnfixed: configuration.ignoresUnfixed ?? false, ignores: configuration.ignores,
            gates: configuration.gates)
    }

    /// The result with findings moved to `suppressed`, upgrades that clear nothing left out, and the
    /// verdict; none where no gate is set.
    public func apply(to result: ScanResult, on day: Day) -> ScanResult {
        let statements = VEXIndex(vex)
        var result = result
        result.artifacts = result.artifacts.map { sorted($0, on: day, statements) }
        result.verdict = gates.isEmpty ? nil : gates.verdict(on: result)
        return result
    }

    private func sorted(_ artifact: ArtifactResult, on day: Day, _ statements: VEXIndex) -> ArtifactResult {
        var artifact = artifact
        var kept: [Finding] = []
        kept.reserveCapacity(artifact.findings.count)
        var expired = Set<Int>()
        let identity = VEXProduct(artifact)
        let fingerprints = baseline == nil ? [] : artifact.findings.numberedFingerprints
        for (index, finding) in artifact.findings.enumerated() {
            var finding = finding
            var cause = statements.judge(&finding, of: identity)
            if cause == nil { cause = ignored(finding, on: day, &expired) }
            if cause == nil, let baseline, baseline.contains(fingerprints[index]) {
                cause = Cause(name: "baseline", reason: baseline.file)
            }
            if cause == nil { cause = leftOut(finding) }
            if let cause {
                artifact.suppressed.append(
                    SuppressedFinding(finding: finding, cause: cause.name, reason: cause.reason))
            } else {
                kept.append(finding)
            }
        }
        for index in expired.sorted() {
            let rule = ignores[index]
            let what = rule.ids.isEmpty ? "an entry" : rule.ids.joined(separator: ", ")
            let text = "ignoring \(what) ended on \(rule.until?.description ?? "") (\(rule.origin)): reported again"
            artifact.notes.append(ScanNote(text, makesPartial: false))
        }
        if kept.count != artifact.findings.count {
            let ids = Set(kept.map(\.id))
            artifact.upgrades = artifact.upgrades.compactMap { upgrade in
                var upgrade = upgrade
                upgrade.clears.removeAll { !ids.contains($0) }
                return upgrade.clears.isEmpty ? nil : upgrade
            }
        }
        artifact.findings = kept
        return artifact
    }

    /// Whether an entry of the ignore files sets a finding aside.
    public func ignores(_ finding: Finding, on day: Day) -> Bool {
        ignores.contains { $0.matches(finding) && !$0.hasExpired(on: day) }
    }

    private func ignored(_ finding: Finding, on day: Day, _ expired: inout Set<Int>) -> Cause? {
        var ended: [Int] = []
        for (index, rule) in ignores.enumerated() where rule.matches(finding) {
            if rule.hasExpired(on: day) {
                ended.append(index)
            } else {
                return Cause(name: "ignored", reason: rule.reason ?? rule.origin)
            }
        }
        expired.formUnion(ended)
        return nil
    }

    private func leftOut(_ finding: Finding) -> Cause? {
        if let kinds, !kinds.contains(finding.kind) { return Cause(name: "kind") }
        if ignoresUnfixed, finding.kind == .vulnerability, finding.package?.fixedVersion == nil {
            return Cause(name: "unfixed")
        }
        if let severities, !severities.contains(finding.severity) { return Cause(name: "severity") }
        return nil
    }
}

/// Why a finding is set aside.
struct Cause {
    /// One of the words of `SuppressedFinding.cause`.
    var name: String
    var reason: String?
}
