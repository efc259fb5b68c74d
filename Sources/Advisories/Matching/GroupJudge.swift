import Findings
import Inventory

/// What one vulnerability means for one version of a package.
struct GroupJudge: Sendable {
    /// One entry of one advisory that speaks of the subject.
    struct Carrier: Sendable {
        var advisory: Advisory
        var affected: AffectedPackage
        var isForSubscribers: Bool
    }

    private let subject: MatchSubject
    private let entries: [Carrier]

    /// - Parameter group: without withdrawn advisories.
    init(_ group: AdvisoryGroup, _ subject: MatchSubject) {
        self.subject = subject
        entries = Self.authoritative(group.slices, subject).flatMap { slice in
            StreamFilter.entries(slice.affected, for: subject).map {
                Carrier(advisory: slice.advisory, affected: $0.affected, isForSubscribers: $0.isForSubscribers)
            }
        }
    }

    /// Of Go modules one source decides: the vulnerability database where its people reviewed the report (its ranges are
    /// the ones govulncheck goes by), else the other databases, else an unreviewed report, which knows no Go versions and
    /// calls all of them affected.
    private static func authoritative(_ slices: [AdvisorySlice], _ subject: MatchSubject) -> [AdvisorySlice] {
        guard subject.key.ecosystem == .go else { return slices }
        let own = slices.filter { $0.advisory.feed == "go-vulndb" || $0.advisory.id.hasPrefix("GO-") }
        let reviewed = own.filter { $0.advisory.isReviewed != false }
        if !reviewed.isEmpty { return reviewed }
        let others = slices.filter { slice in !own.contains { $0.advisory.id == slice.advisory.id } }
        return others.isEmpty ? own : others
    }

    func answer(for version: String?) -> RangeAnswer {
        var answer = RangeAnswer.no
        for entry in entries {
            switch RangeJudge.judge(version, entry.affected) {
            case .yes: return .yes
            case .unknown: answer = .unknown
            case .no: break
            }
        }
        return answer
    }

    /// Advisories that call the subject's version affected, with their entries.
    var carriers: [Carrier] {
        entries.filter { RangeJudge.judge(subject.version, $0.affected) == .yes }
    }

    /// Versions after a given one that end a range anyone can have the fix of, ascending.
    func fixes(after version: String) -> [String] {
        let ranges = entries.filter { !$0.isForSubscribers }.flatMap { $0.affected.ranges + $0.affected.upstreamRanges }
        return RangeJudge.fixes(ranges, after: version, subject.key.ecosystem.scheme)
    }

    func hasFix(after version: String) -> Bool { fixes(after: version).contains { answer(for: $0) == .no } }

    /// The smallest version that clears it, on the branch in use where that one was repaired.
    var fixedVersion: String? {
        guard let version = subject.version,
            let fixed = fixes(after: version).first(where: { answer(for: $0) == .no })
        else { return nil }
        guard subject.isStandardLibrary else { return fixed }
        // Nobody should be sent to a release candidate.
        let release = GoToolchainName.release(of: fixed)
        return release != fixed && answer(for: release) == .no ? release : fixed
    }
}
