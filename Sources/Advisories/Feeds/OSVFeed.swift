import Documents
import Findings
import Inventory

/// OSV records, one JSON document each, as the Go vulnerability database and osv.dev's exports give them.
///
/// Source: OSV schema 1.7, https://ossf.github.io/osv-schema/.
enum OSVFeed: AdvisoryFeed {
    static let cards = [
        FeedCard(
            name: "go-vulndb", title: "Go vulnerability database", licence: "CC-BY-4.0", home: "https://vuln.go.dev"),
        FeedCard(
            name: "ghsa", title: "GitHub advisory database", licence: "CC-BY-4.0",
            home: "https://github.com/advisories"),
        FeedCard(
            name: "ubuntu", title: "Ubuntu security notices", licence: "CC-BY-SA-4.0",
            home: "https://ubuntu.com/security"),
        FeedCard(
            name: "redhat", title: "Red Hat security data", licence: "CC-BY-4.0",
            home: "https://access.redhat.com/security/data"),
        FeedCard(
            name: "rocky", title: "Rocky Linux errata", licence: "BSD-3-Clause", home: "https://errata.rockylinux.org"),
        FeedCard(
            name: "alma", title: "AlmaLinux errata", licence: "MIT", home: "https://errata.almalinux.org"),
        FeedCard(
            name: "suse", title: "SUSE security updates", licence: "CC-BY-4.0",
            home: "https://www.suse.com/support/security"),
        FeedCard(
            name: "debian-osv", title: "Debian advisories (OSV)", licence: "MIT",
            home: "https://www.debian.org/security"),
        FeedCard(
            name: "alpine-osv", title: "Alpine secdb (OSV)", licence: "MIT", home: "https://secdb.alpinelinux.org"),
        FeedCard(
            name: "osv", title: "Other OSV records", licence: "CC-BY-4.0", home: "https://osv.dev"),
    ]

    /// Which source an id is of, and the name its ratings go by.
    private static let sources: [(prefix: String, feed: String, rater: String)] = [
        ("GO-", "go-vulndb", "go-vulndb"), ("GHSA-", "ghsa", "ghsa"), ("UBUNTU-", "ubuntu", "ubuntu"),
        ("USN-", "ubuntu", "ubuntu"), ("LSN-", "ubuntu", "ubuntu"), ("RHSA-", "redhat", "redhat"),
        ("RHBA-", "redhat", "redhat"), ("RHEA-", "redhat", "redhat"), ("RLSA-", "rocky", "rocky"),
        ("RXSA-", "rocky", "rocky"), ("ALSA-", "alma", "alma"), ("ALBA-", "alma", "alma"),
        ("ALEA-", "alma", "alma"), ("SUSE-", "suse", "suse"), ("openSUSE-", "suse", "suse"),
        ("DEBIAN-", "debian-osv", "debian"), ("DSA-", "debian-osv", "debian"), ("DLA-", "debian-osv", "debian"),
        ("DTSA-", "debian-osv", "debian"), ("ALPINE-", "alpine-osv", "alpine"),
    ]

    static let holdsOneRecord = true

    static func accepts(_ document: FeedDocument) -> Bool {
        guard document.firstByte == UInt8(ascii: "{") else { return false }
        let keys = document.jsonKeys()
        return keys.contains("id") && keys.contains("modified")
            && (keys.contains("affected") || keys.contains("withdrawn") || keys.contains("schema_version"))
    }

    static func read(_ document: FeedDocument, into sink: some AdvisorySink) throws(FeedProblem) {
        let json: JSONValue
        do throws(FeedProblem) {
            json = try document.json()
        } catch {
            // The name is all that tells whose record it would have been.
            sink.skip(document.place, of: source(of: String(document.fileName)).feed, error)
            return
        }
        guard let id = json["id"]?.string, !id.isEmpty, id.utf8.count <= 128 else {
            throw FeedProblem("the record has no id")
        }
        let source = source(of: id)
        sink.record(id, of: source.feed) { () throws(FeedProblem) in
            let record = try record(json, id: id, source: source)
            if let day = record.advisory.modified.flatMap({ Day($0) }) { sink.date(day, of: source.feed) }
            if record.advisory.modified == nil, let seconds = document.modified {
                sink.date(Day(secondsSince1970: seconds), of: source.feed)
            }
            sink.add(record)
        }
    }

    private static func source(of id: String) -> (feed: String, rater: String) {
        sources.first { id.hasPrefix($0.prefix) }.map { ($0.feed, $0.rater) } ?? ("osv", "osv")
    }

    private static func record(
        _ json: JSONValue, id: String, source: (feed: String, rater: String)
    ) throws(FeedProblem) -> AdvisoryRecord {
        let own = json["database_specific"]
        var aliases = strings(json["aliases"])
        if let cve = VulnerabilityIdentifier.embeddedCVE(in: id) { aliases.append(cve) }
        var advisory = Advisory(
            id: id, aliases: Set(aliases).subtracting([id]).sorted(),
            upstream: Set(strings(json["upstream"])).subtracting(aliases).sorted(),
            related: Set(strings(json["related"])).subtracting(aliases).sorted(), feed: source.feed,
            published: day(json["published"]), modified: day(json["modified"]), withdrawn: withdrawal(json))
        advisory.severities = severities(json["severity"], source.rater)
        if let word = own?["severity"]?.string { advisory.severities.append(.init(source: source.rater, word: word)) }
        advisory.cwe = Set(strings(own?["cwe_ids"]).compactMap { VulnerabilityIdentifier.cwe($0) }).sorted()
        advisory.isReviewed =
            own?["review_status"]?.string.map { $0 == "REVIEWED" } ?? own?["github_reviewed"]?.boolean

        var affected: [AffectedPackage] = []
        for entry in json["affected"].elements {
            guard let package = entry["package"] else { continue }
            guard let ecosystem = package["ecosystem"]?.string, let name = package["name"]?.string, !name.isEmpty else {
                throw FeedProblem("an affected package has no name")
            }
            guard let place = OSVEcosystem(ecosystem) else { continue }
            let part = try self.affected(entry, name, place)
            // Ranges of commits alone tell nothing of versions; without them every version would count as affected.
            let kinds = Set(entry["ranges"].elements.map { $0["type"]?.string })
            if kinds == ["GIT"], part.versions.isEmpty { continue }
            affected.append(part)
            for severity in severities(entry["severity"], source.rater) where !advisory.severities.contains(severity) {
                advisory.severities.append(severity)
            }
        }
        return AdvisoryRecord(advisory, affected: affected)
    }

    private static func affected(
        _ entry: JSONValue, _ name: String, _ place: OSVEcosystem
    ) throws(FeedProblem) -> AffectedPackage {
        let scheme = place.ecosystem.scheme
        var affected = AffectedPackage(ecosystem: place.ecosystem, name: name, stream: place.stream)
        let own = entry["ecosystem_specific"]
        affected.ranges = try ranges(entry["ranges"], scheme)
        close(&affected.ranges, by: (entry["database_specific"]?["last_known_affected_version_range"])?.string)
        // Numbers of the project's own kind need not be versions of the ecosystem: that is why they stand apart.
        affected.upstreamRanges = try ranges(own?["custom_ranges"], scheme, isStrict: false)
        // Versions one by one repeat what the ranges say, where there are any.
        if affected.ranges.isEmpty { affected.versions = strings(entry["versions"]) }
        for item in (own?["imports"]).elements {
            guard let path = item["path"]?.string else { continue }
            affected.imports.append(
                VulnerableImport(
                    path: path, symbols: strings(item["symbols"]), goos: strings(item["goos"]),
                    goarch: strings(item["goarch"])))
        }
        affected.rating =
            own?["ubuntu_priority"]?.string ?? own?["urgency"]?.string ?? own?["severity"]?.string
            ?? entry["database_specific"]?["urgency"]?.string
        return affected
    }

    /// GitHub's way to end a range that no fix ends: `<= 1.2.3`, `< 1.2.3`.
    private static func close(_ ranges: inout [VersionRange], by bound: String?) {
        guard let bound, var last = ranges.popLast() else { return }
        let version = bound.drop { "<= ".contains($0) }
        if last.fixed == nil, last.lastAffected == nil, bound.hasPrefix("<"), last.scheme.accepts(String(version)) {
            if bound.hasPrefix("<=") { last.lastAffected = String(version) } else { last.fixed = String(version) }
        }
        ranges.append(last)
    }

    /// Reads lists of events into intervals.
    /// Source: OSV schema, "affected[].ranges[].events": they are sorted by version before they are judged.
    private static func ranges(
        _ json: JSONValue?, _ scheme: VersionScheme, isStrict: Bool = true
    ) throws(FeedProblem) -> [VersionRange] {
        var ranges: [VersionRange] = []
        for range in json.elements {
            guard let type = range["type"]?.string else { throw FeedProblem("a range has no type") }
            guard type == "SEMVER" || type == "ECOSYSTEM" else { continue }
            var events: [(kind: String, version: String)] = []
            for event in range["events"].elements {
                for (kind, value) in event.members {
                    guard let version = value.string else { throw FeedProblem("an event of a range has no version") }
                    guard !isStrict || version == "0" || version == "*" || scheme.accepts(version) else {
                        throw FeedProblem("\(version) is no version of its ecosystem")
                    }
                    events.append((kind, version))
                }
            }
            // A limit ends what the range speaks of, wherever it stands; several mean the highest.
            let limits = events.filter { $0.kind == "limit" }.map(\.version)
            let isLimited = !limits.isEmpty && !limits.contains("*")
            let limit = limits.max { scheme.compare($0, $1) == .less }
            events.removeAll { $0.kind == "limit" }
            let found = intervals(sorted(events, scheme), scheme)
            ranges += isLimited ? found.compactMap { limited($0, by: limit) } : found
        }
        return ranges
    }

    private static func sorted(
        _ events: [(kind: String, version: String)], _ scheme: VersionScheme
    ) -> [(kind: String, version: String)] {
        guard events.count > 2 else { return events }
        func precedes(_ left: String, _ right: String) -> Bool {
            if right == "0" { return false }
            if left == "0" { return true }
            return scheme.compare(left, right) == .less
        }
        return events.enumerated().sorted { left, right in
            if precedes(left.element.version, right.element.version) { return true }
            if precedes(right.element.version, left.element.version) { return false }
            return left.offset < right.offset
        }.map(\.element)
    }

    private static func intervals(
        _ events: [(kind: String, version: String)], _ scheme: VersionScheme
    ) -> [VersionRange] {
        var ranges: [VersionRange] = []
        var open: VersionRange?
        for (kind, version) in events {
            switch kind {
            case "introduced":
                // Within an open interval it tells nothing new.
                if open == nil { open = VersionRange(scheme, introduced: version == "0" ? nil : version) }
            case "fixed":
                var range = open ?? VersionRange(scheme)
                if open == nil, !ranges.isEmpty { continue }
                range.fixed = version
                ranges.append(range)
                open = nil
            case "last_affected":
                var range = open ?? VersionRange(scheme)
                range.lastAffected = version
                ranges.append(range)
                open = nil
            default: continue
            }
        }
        if let open { ranges.append(open) }
        return ranges
    }

    /// What of an interval lies below a limit.
    private static func limited(_ range: VersionRange, by limit: String?) -> VersionRange? {
        guard let limit else { return range }
        func isBelow(_ version: String?) -> Bool { version.map { range.scheme.compare($0, limit) == .less } ?? false }
        if let introduced = range.introduced, !isBelow(introduced) { return nil }
        if isBelow(range.fixed) || isBelow(range.lastAffected) { return range }
        return VersionRange(range.scheme, introduced: range.introduced, fixed: limit)
    }

    private static func severities(_ json: JSONValue?, _ rater: String) -> [SourcedSeverity] {
        var severities: [SourcedSeverity] = []
        for item in json.elements {
            guard let type = item["type"]?.string, let score = item["score"]?.string else { continue }
            if type.hasPrefix("CVSS_") {
                severities.append(SourcedSeverity(source: rater, vector: score))
            } else {
                severities.append(SourcedSeverity(source: rater, word: score))
            }
        }
        return severities
    }

    private static func withdrawal(_ json: JSONValue) -> String? {
        guard let text = json["withdrawn"]?.string else { return nil }
        // A withdrawal whose day cannot be read is one nevertheless.
        return Day(text)?.description ?? "1970-01-01"
    }

    private static func day(_ json: JSONValue?) -> String? { json?.string.flatMap { Day($0) }?.description }

    private static func strings(_ json: JSONValue?) -> [String] { json?.elements.compactMap(\.string) ?? [] }
}
