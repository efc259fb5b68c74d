import Findings

/// One decision of the user to set findings aside. Every condition that is given must hold.
public struct IgnoreRule: Sendable, Hashable {
    /// Ids or aliases, any of them; empty means any finding that the other conditions match.
    public let ids: [String]
    /// `ids` as names are compared.
    private let names: Set<String>
    public var kinds: Set<FindingKind>
    public var packages: [Glob]
    public var paths: [Glob]
    public var purls: [PackageURLPattern]
    public var until: Day?
    /// Whether it still holds on the day `until` itself.
    public var holdsOnLastDay: Bool
    public var reason: String?
    /// File and line, for notes.
    public var origin: String

    public init(
        ids: [String], kinds: Set<FindingKind> = [], packages: [Glob] = [], paths: [Glob] = [],
        purls: [PackageURLPattern] = [], until: Day? = nil, holdsOnLastDay: Bool = true, reason: String? = nil,
        origin: String
    ) {
        self.ids = ids
        names = Set(ids.map(FindingName.normal))
        self.kinds = kinds
        self.packages = packages
        self.paths = paths
        self.purls = purls
        self.until = until
        self.holdsOnLastDay = holdsOnLastDay
        self.reason = reason
        self.origin = origin
    }

    /// Whether the conditions hold, whatever the day.
    public func matches(_ finding: Finding) -> Bool {
        if !kinds.isEmpty, !kinds.contains(finding.kind) { return false }
        if !names.isEmpty {
            guard ([finding.id] + finding.aliases).contains(where: { names.contains(FindingName.normal($0)) }) else {
                return false
            }
        }
        if !packages.isEmpty {
            guard let name = finding.package?.name, packages.contains(where: { $0.matches(name) }) else { return false }
        }
        if !paths.isEmpty {
            let places = ([finding.location].compactMap { $0 } + finding.otherLocations).map(\.path)
            guard !places.isEmpty, places.allSatisfy({ place in paths.contains { $0.matches(place) } }) else {
                return false
            }
        }
        if !purls.isEmpty {
            guard let purl = finding.package?.purl.flatMap({ PackageURLPattern($0) }),
                purls.contains(where: { $0.matches(purl) })
            else { return false }
        }
        return true
    }

    public func hasExpired(on day: Day) -> Bool {
        guard let until else { return false }
        return holdsOnLastDay ? day > until : day >= until
    }
}

/// Names of findings as they are compared: without case, and Trivy's check ids without the forms they had before.
enum FindingName {
    static func normal(_ name: String) -> String {
        var name = name.uppercased()
        if name.hasPrefix("AVD-") { name.removeFirst(4) }
        // `DS002` and `KSV001` became `DS-0002` and `KSV-0001`.
        for family in ["DS", "KSV", "KCV"] where name.hasPrefix(family) {
            let digits = name.dropFirst(family.count)
            if digits.count == 3, digits.allSatisfy(\.isNumber) { return "\(family)-0\(digits)" }
        }
        return name
    }
}
