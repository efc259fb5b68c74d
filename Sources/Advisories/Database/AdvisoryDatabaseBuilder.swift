import Findings

/// What a build took in, by source; and what it passed over.
public struct BuildReport: Sendable, Hashable {
    public struct Source: Sendable, Hashable {
        public var name: String
        public var title: String
        public var licence: String
        /// Day of the data, `YYYY-MM-DD`.
        public var date: String
        public var records: Int
        public var skipped: Int
        /// What was wrong with the first of the skipped records.
        public var problems: [String]
    }

    /// In the order of their names.
    public var sources: [Source] = []
    /// Files that no feed knows, and files that could not be read, with the reason.
    public var passedOver: [String] = []
    public var packages = 0
    public var advisories = 0
    /// Bytes of the database.
    public var size: Int64 = 0
}

/// Reads feeds and writes them as one database. The same inputs in the same order give the same bytes.
public final class AdvisoryDatabaseBuilder {
    /// One package of the database: its advisories, by number, with the facts in compact form.
    struct Entry {
        var advisory: Int
        var facts: [UInt8]
    }

    struct Tally {
        var records = 0
        var skipped = 0
        var problems: [String] = []
        var date: Day?
    }

    private let limits: FeedLimits
    private(set) var advisories: [Advisory] = []
    private(set) var packages: [PackageKey: [Entry]] = [:]
    private(set) var scores: [Int64: VulnerabilityScores] = [:]
    private(set) var lifecycles: [String: [ReleaseCycle]] = [:]
    private(set) var tallies: [String: Tally] = [:]
    private(set) var passedOver: [String] = []
    var shared = SharedTexts()
    private var failure: AdvisoryError?

    /// Messages kept of one source, and of files passed over.
    private static let problemsKept = 20
    private static let passedOverKept = 1000

    public init(limits: FeedLimits = FeedLimits()) { self.limits = limits }

    /// Reads a file, an archive, or all that lies in a folder, in any of the formats of `advisoryFeedCards()`.
    ///
    /// - Parameter name: what the file is called, where it does not have its own name yet.
    /// - Throws: `unreadable` where `path` is not there or an archive is broken; `feed` where a document of many records is
    ///   broken, or more records are bad than the limit allows.
    public func read(_ path: String, named name: String? = nil) throws(AdvisoryError) {
        let visitor = FeedInput.Visitor(
            document: { (document: FeedDocument) throws(AdvisoryError) in try self.take(document) },
            problem: { (place: String, problem: FeedProblem, endsFile: Bool) throws(AdvisoryError) in
                // A database of half an archive would be silent about the other half.
                if endsFile { throw .unreadable(path: place, reason: problem.description) }
                self.passOver("\(place): \(problem)")
            })
        try FeedInput(limits: limits).visit(path, named: name, visitor)
    }

    /// Reads one document, unpacked.
    public func read(_ bytes: [UInt8], named name: String) throws(AdvisoryError) {
        try take(FeedDocument(place: name, bytes: bytes))
    }

    private func take(_ document: FeedDocument) throws(AdvisoryError) {
        guard let feed = AllFeeds.all.first(where: { $0.accepts(document) }) else {
            passOver("\(document.place): no feed has this format")
            return
        }
        do throws(FeedProblem) {
            try feed.read(document, into: self)
        } catch {
            let name = feed.cards.first?.name ?? ""
            guard feed.holdsOneRecord else {
                throw .feed(name: name, file: document.place, problem: error.description)
            }
            skip(document.place, of: name, error)
        }
        if let failure { throw failure }
    }

    private func passOver(_ text: String) {
        if passedOver.count < Self.passedOverKept { passedOver.append(text) }
    }

    /// What has been taken in so far.
    public func report() -> BuildReport {
        var report = BuildReport()
        for (name, tally) in tallies.sorted(by: { $0.key < $1.key }) {
            let card = AllFeeds.cards[name]
            report.sources.append(
                BuildReport.Source(
                    name: name, title: card?.title ?? name, licence: card?.licence ?? "",
                    date: tally.date?.description ?? "", records: tally.records, skipped: tally.skipped,
                    problems: tally.problems))
        }
        report.passedOver = passedOver
        report.packages = packages.count
        report.advisories = advisories.count
        return report
    }

    /// What is known only when all is there: ids that another feed pairs, and ratings by CVE id.
    func complete() {
        var pairs: [String: String] = [:]
        var ambiguous = Set<String>()
        for advisory in advisories {
            let names = [advisory.id] + advisory.aliases
            let cves = names.filter { VulnerabilityIdentifier.isCVE($0) }
            guard cves.count == 1 else { continue }
            for name in names where VulnerabilityIdentifier.isGHSA(name) {
                if let known = pairs[name], known != cves[0] { ambiguous.insert(name) }
                pairs[name] = cves[0]
            }
        }
        for name in ambiguous { pairs[name] = nil }
        for index in advisories.indices {
            let names = [advisories[index].id] + advisories[index].aliases
            let cves = names.filter { VulnerabilityIdentifier.isCVE($0) }
            if cves.isEmpty {
                let found = Set(names.compactMap { pairs[$0] })
                if found.count == 1 { advisories[index].aliases = (advisories[index].aliases + found).sorted() }
            }
            guard advisories[index].feed == "ghsa", advisories[index].withdrawn == nil,
                let cve = cves.count == 1 ? cves[0] : pairs[advisories[index].id],
                let key = PackedIdentifier.key(ofCVE: cve)
            else { continue }
            for severity in advisories[index].severities {
                scores[key, default: VulnerabilityScores()].add(severity)
            }
        }
        for key in scores.keys {
            scores[key]?.severities.sort {
                ($0.source, $0.vector ?? "", $0.word ?? "") < ($1.source, $1.vector ?? "", $1.word ?? "")
            }
        }
    }
}

extension AdvisoryDatabaseBuilder: AdvisorySink {
    public func add(_ record: AdvisoryRecord) {
        tallies[record.advisory.feed, default: Tally()].records += 1
        let number = advisories.count
        advisories.append(record.advisory)
        for affected in record.affected {
            var writer = FactWriter()
            writer.affected(affected, &shared)
            packages[PackageKey(affected.ecosystem, affected.name), default: []].append(
                Entry(advisory: number, facts: writer.bytes))
        }
    }

    func rate(_ id: String, feed: String, _ change: (inout VulnerabilityScores) -> Void) {
        tallies[feed, default: Tally()].records += 1
        guard let key = PackedIdentifier.key(ofCVE: id) else { return }
        change(&scores[key, default: VulnerabilityScores()])
    }

    func add(cycles: [ReleaseCycle], of product: String, feed: String) {
        tallies[feed, default: Tally()].records += 1
        lifecycles[product] = cycles
    }

    func skip(_ record: String, of feed: String, _ problem: FeedProblem) {
        var tally = tallies[feed, default: Tally()]
        tally.skipped += 1
        if tally.problems.count < Self.problemsKept { tally.problems.append("\(record): \(problem)") }
        tallies[feed] = tally
        if failure == nil, tally.skipped > max(limits.badRecords, tally.records / 10) {
            failure = .feed(
                name: feed, file: record,
                problem: "\(tally.skipped) bad records, more than can be passed over; the last: \(problem)")
        }
    }

    func date(_ day: Day, of feed: String) {
        let known = tallies[feed, default: Tally()].date
        if known.map({ $0 < day }) ?? true { tallies[feed, default: Tally()].date = day }
    }

    /// Says of which day a source's data is, where the data does not tell it, or tells it wrongly.
    public func setDate(_ day: Day, of feed: String) { tallies[feed]?.date = day }
}
