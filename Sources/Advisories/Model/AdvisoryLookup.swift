import Findings

/// What one package is looked up by.
public struct PackageKey: Sendable, Hashable {
    public var ecosystem: Ecosystem
    public var name: String

    public init(_ ecosystem: Ecosystem, _ name: String) {
        self.ecosystem = ecosystem
        self.name = name
    }
}

/// The part of an advisory that speaks of one package: the answer to a lookup.
public struct AdvisorySlice: Sendable, Hashable {
    public var advisory: Advisory
    /// Never empty; several where the advisory tells streams of the distribution apart.
    public var affected: [AffectedPackage]

    public init(_ advisory: Advisory, affected: [AffectedPackage]) {
        self.advisory = advisory
        self.affected = affected
    }
}

/// Where judgement gets its facts: the database, or a collection in a test.
public protocol AdvisoryLookup {
    /// For each key the advisories that name its package, in the order of their ids; withdrawn ones among them.
    func candidates(for keys: [PackageKey]) throws(AdvisoryError) -> [[AdvisorySlice]]

    /// Scores of vulnerabilities by id; ids that nothing is known of are absent.
    func scores(ids: [String]) throws(AdvisoryError) -> [String: VulnerabilityScores]
}

extension AdvisoryLookup {
    public func candidates(ecosystem: Ecosystem, name: String) throws(AdvisoryError) -> [AdvisorySlice] {
        try candidates(for: [PackageKey(ecosystem, name)]).first ?? []
    }
}

/// Advisories as values, for tests and small sets.
public struct AdvisoryCollection: AdvisoryLookup, Sendable {
    public var records: [AdvisoryRecord]
    public var scores: [String: VulnerabilityScores]

    public init(_ records: [AdvisoryRecord] = [], scores: [String: VulnerabilityScores] = [:]) {
        self.records = records
        self.scores = scores
    }

    public func candidates(for keys: [PackageKey]) throws(AdvisoryError) -> [[AdvisorySlice]] {
        let ordered = records.sorted { $0.advisory.id < $1.advisory.id }
        return keys.map { key in
            ordered.compactMap { record in
                let affected = record.affected.filter { $0.ecosystem == key.ecosystem && $0.name == key.name }
                return affected.isEmpty ? nil : AdvisorySlice(record.advisory, affected: affected)
            }
        }
    }

    public func scores(ids: [String]) throws(AdvisoryError) -> [String: VulnerabilityScores] {
        scores.filter { ids.contains($0.key) }
    }
}
