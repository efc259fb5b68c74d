import Documents
import Findings
import Inventory

/// The Debian security tracker's JSON: package → vulnerability → releases.
///
/// Source: https://security-tracker.debian.org/tracker/data/json, and the tracker's own description of states
/// (https://security-team.debian.org/security_tracker.html).
enum DebianTrackerFeed: AdvisoryFeed {
    static let cards = [
        FeedCard(
            name: "debian", title: "Debian security tracker", licence: "Facts of Debian's security team",
            home: "https://security-tracker.debian.org"),
        FeedCard(
            name: "debian-changelogs", title: "Debian changelogs", licence: "Facts from Debian's packages",
            home: "https://packages.debian.org"),
    ]

    static func accepts(_ document: FeedDocument) -> Bool {
        guard document.firstByte == UInt8(ascii: "{"), var packages = try? JSONMembers(document.bytes) else {
            return false
        }
        // An empty package may come first.
        for _ in 0..<8 {
            guard let package = try? packages.next(), var issues = try? JSONMembers(document.bytes, in: package.value)
            else { return false }
            if let issue = try? issues.next() {
                return issue.key.hasPrefix("CVE-") || issue.key.hasPrefix("TEMP-")
            }
        }
        return false
    }

    static func read(_ document: FeedDocument, into sink: some AdvisorySink) throws(FeedProblem) {
        // What Tools/debian-facts gathers stands in the same form, and says of what and when in its name.
        let gathered = "debian-changelogs-"
        let feed = document.fileName.hasPrefix(gathered) ? "debian-changelogs" : "debian"
        if let day = Day(document.fileName.dropFirst(gathered.utf8.count)), feed != "debian" {
            sink.date(day, of: feed)
        } else if let seconds = document.modified {
            sink.date(Day(secondsSince1970: seconds), of: feed)
        }
        var packages = try JSONMembers(document.bytes)
        while let (package, range) = try packages.next() {
            sink.record(package, of: feed) { () throws(FeedProblem) in
                for (id, issue) in try document.json(range).members {
                    sink.record("\(package) \(id)", of: feed) { () throws(FeedProblem) in
                        if let record = try record(issue, id: id, package: package, feed: feed) { sink.add(record) }
                    }
                }
            }
        }
    }

    private static func record(
        _ issue: JSONValue, id: String, package: String, feed: String
    ) throws(FeedProblem) -> AdvisoryRecord? {
        guard !id.isEmpty, id.utf8.count <= 64 else { throw FeedProblem("the id is malformed") }
        var affected: [AffectedPackage] = []
        for (codename, release) in issue["releases"]?.members ?? [] {
            let ecosystem = Ecosystem(.debian, DebianRelease.number(of: codename))
            var entry = AffectedPackage(ecosystem: ecosystem, name: package)
            entry.rating = release["urgency"]?.string
            if release["nodsa"] != nil {
                let reason = release["nodsa_reason"]?.string ?? ""
                entry.statusReason = reason.isEmpty ? "no-dsa" : reason
            }
            let fixed = release["fixed_version"]?.string
            if let fixed, fixed != "0", !VersionScheme.dpkg.accepts(fixed) {
                throw FeedProblem("\(fixed) is no version of dpkg")
            }
            switch release["status"]?.string {
            case "resolved":
                if fixed == "0" {
                    entry.status = .notAffected
                } else if let fixed {
                    entry.status = .fixed
                    entry.ranges = [VersionRange(.dpkg, fixed: fixed)]
                } else {
                    continue
                }
            case "open":
                entry.ranges = [VersionRange(.dpkg)]
                if entry.rating == "end-of-life" {
                    entry.status = .endOfLife
                } else if entry.statusReason == "ignored" {
                    entry.status = .willNotFix
                } else {
                    entry.status = .affected
                }
            case "undetermined":
                entry.ranges = [VersionRange(.dpkg)]
                entry.status = .underInvestigation
            default: throw FeedProblem("the status of \(codename) is not one that the tracker knows")
            }
            affected.append(entry)
        }
        return affected.isEmpty ? nil : AdvisoryRecord(Advisory(id: id, feed: feed), affected: affected)
    }
}
