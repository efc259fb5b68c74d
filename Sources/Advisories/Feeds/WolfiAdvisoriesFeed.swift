import Findings
import Inventory

/// The repository of Wolfi's advisories: one YAML document a package, with the history of each vulnerability in it.
///
/// Source: https://github.com/wolfi-dev/advisories, schema version 2.
enum WolfiAdvisoriesFeed: AdvisoryFeed {
    static let cards = AlpineSecdbFeed.cards.filter { $0.name == name }

    private static let name = "wolfi"

    static let holdsOneRecord = true

    static func accepts(_ document: FeedDocument) -> Bool {
        guard document.isYAML else { return false }
        let keys = document.yamlKeys()
        return keys.contains("advisories") && keys.contains("package")
    }

    static func read(_ document: FeedDocument, into sink: some AdvisorySink) throws(FeedProblem) {
        let yaml = try YAMLNode.read(document.bytes)
        guard let package = yaml["package"]?["name"]?.string, !package.isEmpty else {
            throw FeedProblem("the document names no package")
        }
        for item in yaml["advisories"]?.elements ?? [] {
            let id = item["id"]?.string ?? "an advisory"
            sink.record("\(package) \(id)", of: name) { () throws(FeedProblem) in
                try sink.add(record(item, package: package, into: sink))
            }
        }
    }

    private static func record(
        _ item: YAMLNode, package: String, into sink: some AdvisorySink
    ) throws(FeedProblem) -> AdvisoryRecord {
        guard let id = item["id"]?.string, !id.isEmpty else { throw FeedProblem("the advisory has no id") }
        var events: [(time: String, type: String, data: YAMLNode?)] = []
        for event in item["events"]?.elements ?? [] {
            guard let time = event["timestamp"]?.string, let type = event["type"]?.string, Day(time) != nil else {
                throw FeedProblem("an event has no type or no time")
            }
            events.append((time, type, event["data"]))
        }
        // RFC 3339 in UTC sorts as text; what is of one time keeps its order.
        events = events.enumerated().sorted {
            ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
        }.map(\.element)
        guard let first = events.first, let last = events.last else { throw FeedProblem("the advisory has no event") }
        if let day = Day(last.time) { sink.date(day, of: name) }

        var affected = AffectedPackage(ecosystem: .wolfi, name: package)
        switch last.type {
        case "fixed":
            guard let version = last.data?["fixed-version"]?.string, VersionScheme.apk.accepts(version) else {
                throw FeedProblem("the fixed version is no version of apk")
            }
            affected.status = .fixed
            affected.ranges = [VersionRange(.apk, fixed: version)]
        case "false-positive-determination":
            affected.status = .notAffected
            affected.statusReason = last.data?["type"]?.string
        case "fix-not-planned":
            affected.status = .willNotFix
            affected.ranges = [VersionRange(.apk)]
        case "detection", "analysis-not-planned":
            affected.status = .underInvestigation
            affected.ranges = [VersionRange(.apk)]
            affected.statusReason = last.type == "detection" ? nil : last.type
        case "true-positive-determination", "pending-upstream-fix":
            affected.status = .affected
            affected.ranges = [VersionRange(.apk)]
            affected.statusReason = last.type == "pending-upstream-fix" ? last.type : nil
        default: throw FeedProblem("event type \(last.type) is not known")
        }
        let advisory = Advisory(
            id: id, aliases: Set(item["aliases"]?.elements.compactMap(\.string) ?? []).subtracting([id]).sorted(),
            feed: name, published: Day(first.time)?.description, modified: Day(last.time)?.description)
        return AdvisoryRecord(advisory, affected: [affected])
    }
}
