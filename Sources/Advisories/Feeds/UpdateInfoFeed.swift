import Documents
import Findings
import Inventory

/// `updateinfo.xml` of rpm repositories: bulletins with the packages that carry their fixes. Amazon and Oracle publish
/// their advisories this way; Rocky's and AlmaLinux's repositories hold the same.
///
/// Source: libsolv's and createrepo_c's descriptions of updateinfo, https://linux.oracle.com/errata,
/// https://alas.aws.amazon.com.
enum UpdateInfoFeed: AdvisoryFeed {
    static let cards = [
        FeedCard(
            name: "amazon", title: "Amazon Linux security advisories", licence: "Facts of Amazon's advisories",
            home: "https://alas.aws.amazon.com"),
        FeedCard(
            name: "oracle", title: "Oracle Linux errata", licence: "Facts of Oracle's errata",
            home: "https://linux.oracle.com/errata"),
    ]

    /// Whose bulletins begin so.
    private static let publishers: [(prefix: String, feed: String, family: Ecosystem.Family)] = [
        ("ALAS", "amazon", .amazon), ("ELSA-", "oracle", .oracle), ("RLSA-", "rocky", .rocky),
        ("ALSA-", "alma", .alma), ("RHSA-", "redhat", .redHat),
    ]

    /// One bulletin is small; these only keep a hostile file from costing much.
    private static let limits = DocumentLimits(size: 64 << 20, depth: 32, nodes: 4 << 20)

    static func accepts(_ document: FeedDocument) -> Bool {
        guard document.firstByte == UInt8(ascii: "<") else { return false }
        return ByteSearch.firstIndex(of: "<updates".utf8, in: document.bytes.prefix(4096)) != nil
    }

    static func read(_ document: FeedDocument, into sink: some AdvisorySink) throws(FeedProblem) {
        var records = XMLRecords(document.bytes, element: "update")
        var number = 0
        // Of a record that cannot be read its neighbours tell whose it would have been.
        var known = cards[0].name
        while let record = try records.next() {
            number += 1
            let text = document.bytes[record]
            guard let tree = try? XMLTree(Array(text), limits: limits) else {
                sink.skip("\(document.place): record \(number)", of: known, FeedProblem("it is no XML"))
                continue
            }
            let update = tree.root
            guard let id = update.text("id"),
                let publisher = publishers.first(where: { id.hasPrefix($0.prefix) })
            else { continue }
            known = publisher.feed
            sink.record(id, of: publisher.feed) { () throws(FeedProblem) in
                let record = try read(update, id: id, publisher.feed, publisher.family)
                if let day = record.advisory.modified.flatMap({ Day($0) }) { sink.date(day, of: publisher.feed) }
                sink.add(record)
            }
        }
    }

    private static func read(
        _ update: XMLElement, id: String, _ feed: String, _ family: Ecosystem.Family
    ) throws(FeedProblem) -> AdvisoryRecord {
        guard id.utf8.count <= 64 else { throw FeedProblem("the id is malformed") }
        let published = day(update["issued"])
        var advisory = Advisory(
            id: id, upstream: vulnerabilities(update), feed: feed, published: published,
            modified: day(update["updated"]) ?? published)
        if let word = update.text("severity"), word.lowercased() != "none" {
            advisory.severities.append(SourcedSeverity(source: feed, word: word.lowercased()))
        }
        var affected: [AffectedPackage] = []
        var seen = Set<String>()
        for collection in update["pkglist"]?.children("collection") ?? [] {
            for package in collection.children("package") {
                guard let name = package.attribute("name"), let version = package.attribute("version"),
                    let build = package.attribute("release"), !name.isEmpty
                else { throw FeedProblem("a package has no name, version or release") }
                let epoch = package.attribute("epoch") ?? "0"
                let fixed = (epoch == "0" || epoch.isEmpty ? "" : epoch + ":") + "\(version)-\(build)"
                guard VersionScheme.rpm.accepts(fixed) else { throw FeedProblem("\(fixed) is no version of rpm") }
                // The same package stands once for each architecture.
                guard seen.insert("\(name) \(fixed)").inserted else { continue }
                guard let release = distribution(of: build, family) else { continue }
                affected.append(
                    AffectedPackage(
                        ecosystem: Ecosystem(family, release), name: name, ranges: [VersionRange(.rpm, fixed: fixed)],
                        status: .fixed))
            }
        }
        return AdvisoryRecord(advisory, affected: affected)
    }

    /// `2023` of `1.amzn2023.0.2`, `8` of `4.el8_5` and `1.module+el8.9.0+1`; old Amazon Linux calls itself 2018.03 and its packages `amzn1`.
    private static func distribution(of build: String, _ family: Ecosystem.Family) -> String? {
        let mark = family == .amazon ? "amzn" : "el"
        for part in build.split(whereSeparator: { ".+_".contains($0) }) where part.hasPrefix(mark) {
            let digits = part.dropFirst(mark.utf8.count).prefix { $0.isASCII && $0.isNumber }
            if !digits.isEmpty { return family == .amazon && digits == "1" ? "2018" : String(digits) }
        }
        return nil
    }

    /// CVE ids among the references, by their type or, where that is not told, their shape.
    private static func vulnerabilities(_ update: XMLElement) -> [String] {
        var ids = Set<String>()
        for reference in update["references"]?.children("reference") ?? [] {
            for text in [reference.attribute("id"), reference.attribute("title")] {
                guard let text else { continue }
                for id in VulnerabilityIdentifier.all(in: text) where VulnerabilityIdentifier.isCVE(id) {
                    ids.insert(id)
                }
            }
        }
        return ids.sorted()
    }

    private static func day(_ element: XMLElement?) -> String? {
        guard let text = element?.attribute("date") else { return nil }
        if let day = Day(text) { return day.description }
        // Old createrepo writes seconds.
        return Int64(text).map { Day(secondsSince1970: $0).description }
    }
}
