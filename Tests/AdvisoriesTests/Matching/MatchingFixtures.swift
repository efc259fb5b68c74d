import Findings
import Inventory

@testable import Advisories

/// Small worlds to judge.
enum Make {
    static func module(
        _ name: String, _ version: String, at path: String = "app", properties: [String: String] = [:],
        ownedBy: String? = nil
    ) -> Package {
        Package(
            id: "pkg:golang/\(name)@\(version)#\(path)", name: name, version: version, type: .golang,
            purl: "pkg:golang/\(name)@\(version)", locations: [PackageLocation(path: path)], ownedBy: ownedBy,
            properties: properties)
    }

    static func deb(
        _ name: String, _ version: String, source: String? = nil, sourceVersion: String? = nil,
        distribution: String = "debian", path: String = "var/lib/dpkg/status"
    ) -> Package {
        Package(
            id: "pkg:deb/\(distribution)/\(name)@\(version)", name: name, version: version, type: .deb,
            purl: "pkg:deb/\(distribution)/\(name)@\(version)", sourceName: source ?? name,
            sourceVersion: sourceVersion ?? version, distribution: distribution,
            locations: [PackageLocation(path: path)])
    }

    static func apk(_ name: String, _ version: String, origin: String? = nil, distribution: String = "alpine")
        -> Package
    {
        Package(
            id: "pkg:apk/\(distribution)/\(name)@\(version)", name: name, version: version, type: .apk,
            purl: "pkg:apk/\(distribution)/\(name)@\(version)", sourceName: origin ?? name, sourceVersion: version,
            distribution: distribution, locations: [PackageLocation(path: "lib/apk/db/installed")])
    }

    static func rpm(
        _ name: String, _ version: String, source: String? = nil, distribution: String = "rhel",
        modularity: String? = nil
    ) -> Package {
        var properties: [String: String] = [:]
        properties["modularity"] = modularity
        return Package(
            id: "pkg:rpm/\(distribution)/\(name)@\(version)", name: name, version: version, type: .rpm,
            purl: "pkg:rpm/\(distribution)/\(name)@\(version)", sourceName: source ?? name, sourceVersion: version,
            distribution: distribution, locations: [PackageLocation(path: "var/lib/rpm/rpmdb.sqlite")],
            properties: properties)
    }

    /// A reviewed record of the Go vulnerability database.
    static func go(
        _ id: String, _ module: String, _ ranges: [(String?, String?)], aliases: [String] = [],
        imports: [VulnerableImport] = [], isReviewed: Bool = true, withdrawn: String? = nil
    ) -> AdvisoryRecord {
        AdvisoryRecord(
            Advisory(id: id, aliases: aliases, feed: "go-vulndb", withdrawn: withdrawn, isReviewed: isReviewed),
            affected: [
                AffectedPackage(
                    ecosystem: .go, name: module,
                    ranges: ranges.map { VersionRange(.go, introduced: $0.0, fixed: $0.1) }, imports: imports)
            ])
    }

    static func os(
        _ id: String, _ ecosystem: Ecosystem, _ name: String, fixed: String?, feed: String = "os",
        aliases: [String] = [], upstream: [String] = [], stream: String? = nil, status: FindingStatus? = nil,
        rating: String? = nil
    ) -> AdvisoryRecord {
        let range = VersionRange(ecosystem.scheme, fixed: fixed)
        return AdvisoryRecord(
            Advisory(id: id, aliases: aliases, upstream: upstream, feed: feed),
            affected: [
                AffectedPackage(
                    ecosystem: ecosystem, name: name, stream: stream, ranges: [range], status: status, rating: rating)
            ])
    }

    static func match(
        _ packages: [Package], os: OperatingSystem? = nil, programs: [GoProgram] = [], _ records: [AdvisoryRecord],
        scores: [String: VulnerabilityScores] = [:], showsOwned: Bool = false, on day: String = "2026-08-22"
    ) throws -> MatchResult {
        let inventory = Inventory(os: os, packages: packages, programs: programs)
        let matcher = VulnerabilityMatcher(
            database: AdvisoryCollection(records, scores: scores), options: MatchOptions(showsOwned: showsOwned))
        return try matcher.match(inventory, on: day)
    }
}
