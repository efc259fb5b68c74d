import Findings

/// Collects findings, one for each vulnerability of each package version, however many places it lies at.
struct FindingLedger {
    private struct Key: Hashable {
        var id: String
        var name: String
        var version: String
        var type: String
    }

    private var positions: [Key: Int] = [:]
    private var findings: [Finding] = []

    mutating func add(_ finding: Finding) {
        guard let package = finding.package else { return }
        let key = Key(id: finding.id, name: package.name, version: package.version, type: package.type)
        guard let position = positions[key] else {
            positions[key] = findings.count
            findings.append(finding)
            return
        }
        let places = ([finding.location].compactMap { $0 }) + finding.otherLocations
        findings[position].otherLocations += places
        findings[position].reachability = Self.worse(findings[position].reachability, finding.reachability)
    }

    /// The finding as a whole is as reachable as in the worst of its places.
    private static func worse(_ left: Reachability?, _ right: Reachability?) -> Reachability? {
        func rank(_ reachability: Reachability?) -> Int {
            switch reachability {
            case .unreachable: 0
            case nil: 1
            case .present: 2
            case .reachable: 3
            }
        }
        return rank(left) >= rank(right) ? left : right
    }

    /// By priority, most urgent first, then by package and id; places by path and layer.
    func sorted() -> [Finding] {
        let complete = findings.map { finding in
            var finding = finding
            var places = [finding.location].compactMap { $0 } + finding.otherLocations
            if places.count > 1 {
                var seen = Set<Location>()
                places = places.filter { seen.insert($0).inserted }.sorted(by: Self.precedes)
                finding.location = places.first
                finding.otherLocations = Array(places.dropFirst())
            }
            finding.priority = Priority.of(
                finding.severity, finding.exploitation, hasFix: finding.package?.fixedVersion != nil,
                finding.reachability)
            return finding
        }
        // Findings are large: their numbers are sorted, by keys that are made once.
        let keys = complete.map { finding in
            SortKey(
                priority: finding.priority ?? 0, type: finding.package?.type ?? "", name: finding.package?.name ?? "",
                version: finding.package?.version ?? "", id: finding.id)
        }
        return keys.indices.sorted { keys[$0] < keys[$1] }.map { complete[$0] }
    }

    private struct SortKey: Comparable {
        var priority: Int
        var type: String
        var name: String
        var version: String
        var id: String

        static func < (left: SortKey, right: SortKey) -> Bool {
            if left.priority != right.priority { return left.priority > right.priority }
            if left.type != right.type { return left.type < right.type }
            if left.name != right.name { return left.name < right.name }
            if left.version != right.version { return left.version < right.version }
            return VulnerabilityName.precedes(left.id, right.id)
        }
    }

    private static func precedes(_ left: Location, _ right: Location) -> Bool {
        let lefts = (left.path, left.layer?.index ?? -1, left.line ?? 0)
        let rights = (right.path, right.layer?.index ?? -1, right.line ?? 0)
        return lefts < rights
    }
}
