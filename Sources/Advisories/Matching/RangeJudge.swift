import Findings
import Inventory

/// Whether a version lies in what an advisory calls affected.
enum RangeAnswer: Sendable, Hashable {
    case yes, no
    /// The version is not known, or one of the two is no version of the ecosystem.
    case unknown
}

/// Source: OSV schema, "affected[].ranges[]" and the evaluation algorithm there.
enum RangeJudge {
    /// - Parameter version: nil where the package does not tell it.
    static func judge(_ version: String?, _ range: VersionRange) -> RangeAnswer {
        guard let version else {
            let isAll = range.introduced == nil && range.fixed == nil && range.lastAffected == nil
            return isAll ? .yes : .unknown
        }
        if let introduced = range.introduced, introduced != "0" {
            guard let order = range.scheme.compare(version, introduced) else { return .unknown }
            if order == .less { return .no }
        }
        if let fixed = range.fixed {
            // A version that was never affected: how distributions write it.
            if fixed == "0" { return .no }
            guard let order = range.scheme.compare(version, fixed) else { return .unknown }
            return order == .less ? .yes : .no
        }
        if let last = range.lastAffected {
            guard let order = range.scheme.compare(version, last) else { return .unknown }
            return order == .greater ? .no : .yes
        }
        return .yes
    }

    static func judge(_ version: String?, _ ranges: [VersionRange]) -> RangeAnswer {
        var answer = RangeAnswer.no
        for range in ranges {
            switch judge(version, range) {
            case .yes: return .yes
            case .unknown: answer = .unknown
            case .no: break
            }
        }
        return answer
    }

    /// Ranges, versions one by one, and status together.
    static func judge(_ version: String?, _ affected: AffectedPackage) -> RangeAnswer {
        if affected.status == .notAffected { return .no }
        if affected.ranges.isEmpty, affected.versions.isEmpty { return .yes }
        if let version, affected.ecosystem == .go, !affected.upstreamRanges.isEmpty {
            return GoModuleVersion.judge(version, upstream: affected)
        }
        let answer = judge(version, affected.ranges)
        guard answer != .yes, !affected.versions.isEmpty else { return answer }
        guard let version else { return .unknown }
        let scheme = affected.ecosystem.scheme
        let isListed = affected.versions.contains { $0 == version || scheme.compare($0, version) == .equal }
        return isListed ? .yes : answer
    }

    /// Versions that end a range, in the scheme's order, each once.
    static func fixes(_ ranges: some Sequence<VersionRange>, after version: String, _ scheme: VersionScheme) -> [String]
    {
        var fixes = Set<String>()
        for range in ranges {
            if let fixed = range.fixed, fixed != "0", scheme.compare(fixed, version) == .greater { fixes.insert(fixed) }
        }
        return fixes.sorted { left, right in
            switch scheme.compare(left, right) {
            case .less: true
            case .greater: false
            default: left < right
            }
        }
    }
}
