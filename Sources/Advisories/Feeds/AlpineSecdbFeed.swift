import Documents
import Findings
import Inventory

/// The secdb format: fixed versions with the vulnerabilities they fix, by package. Alpine, Wolfi and Chainguard publish it
/// as JSON; Alpine's older repository holds it as YAML.
///
/// Source: https://secdb.alpinelinux.org (with its licence and README), https://packages.wolfi.dev/os/security.json.
enum AlpineSecdbFeed: AdvisoryFeed {
    static let cards = [
        FeedCard(
            name: "alpine", title: "Alpine security database", licence: "MIT", home: "https://secdb.alpinelinux.org"),
        FeedCard(
            name: "wolfi", title: "Wolfi advisories", licence: "Apache-2.0",
            home: "https://github.com/wolfi-dev/advisories"),
        FeedCard(
            name: "chainguard", title: "Chainguard advisories", licence: "Chainguard's terms",
            home: "https://packages.cgr.dev/chainguard/security.json"),
    ]

    static func accepts(_ document: FeedDocument) -> Bool {
        if document.firstByte == UInt8(ascii: "{") {
            let keys = document.jsonKeys()
            return keys.contains("packages") && (keys.contains("apkurl") || keys.contains("reponame"))
        }
        guard document.isYAML else { return false }
        let head = document.yamlKeys()
        return head.contains("distroversion") && head.contains("reponame")
    }

    private struct Origin {
        var feed: String
        var ecosystem: Ecosystem
    }

    static func read(_ document: FeedDocument, into sink: some AdvisorySink) throws(FeedProblem) {
        if document.firstByte == UInt8(ascii: "{") {
            try readJSON(document, into: sink)
        } else {
            try readYAML(document, into: sink)
        }
    }

    private static func readJSON(_ document: FeedDocument, into sink: some AdvisorySink) throws(FeedProblem) {
        let json = try document.json()
        let origin = try origin(
            release: json["distroversion"]?.string, address: json["urlprefix"]?.string,
            repository: json["reponame"]?.string)
        if let seconds = document.modified { sink.date(Day(secondsSince1970: seconds), of: origin.feed) }
        for item in json["packages"].elements {
            let name = item["pkg"]?["name"]?.string
            sink.record(name ?? document.place, of: origin.feed) { () throws(FeedProblem) in
                guard let name, !name.isEmpty else { throw FeedProblem("a package has no name") }
                for (version, texts) in item["pkg"]?["secfixes"]?.members ?? [] {
                    sink.record("\(name) \(version)", of: origin.feed) { () throws(FeedProblem) in
                        try add(texts.strings, fixedIn: version, of: name, origin, into: sink)
                    }
                }
            }
        }
    }

    private static func readYAML(_ document: FeedDocument, into sink: some AdvisorySink) throws(FeedProblem) {
        let yaml = try YAMLNode.read(document.bytes)
        let origin = try origin(
            release: yaml["distroversion"]?.string, address: yaml["urlprefix"]?.string,
            repository: yaml["reponame"]?.string)
        if let seconds = document.modified { sink.date(Day(secondsSince1970: seconds), of: origin.feed) }
        for item in yaml["packages"]?.elements ?? [] {
            let name = item["pkg"]?["name"]?.string
            sink.record(name ?? document.place, of: origin.feed) { () throws(FeedProblem) in
                guard let name, !name.isEmpty else { throw FeedProblem("a package has no name") }
                for member in item["pkg"]?["secfixes"]?.members ?? [] {
                    sink.record("\(name) \(member.key)", of: origin.feed) { () throws(FeedProblem) in
                        let texts = member.value.elements.compactMap(\.string)
                        try add(texts, fixedIn: member.key, of: name, origin, into: sink)
                    }
                }
            }
        }
    }

    private static func origin(release: String?, address: String?, repository: String?) throws(FeedProblem) -> Origin {
        if let release, !release.isEmpty {
            let plain = release.hasPrefix("v") ? String(release.dropFirst()) : release
            return Origin(feed: "alpine", ecosystem: Ecosystem(.alpine, plain))
        }
        if address?.contains("wolfi.dev") == true { return Origin(feed: "wolfi", ecosystem: .wolfi) }
        if address?.contains("cgr.dev") == true || repository == "chainguard" {
            return Origin(feed: "chainguard", ecosystem: .chainguard)
        }
        throw FeedProblem("it does not say of which distribution it is")
    }

    /// Version `0` means that the package was never affected.
    private static func add(
        _ texts: [String], fixedIn version: String, of name: String, _ origin: Origin, into sink: some AdvisorySink
    ) throws(FeedProblem) {
        let isNeverAffected = version == "0"
        // Some versions lack what apk wants of them (a letter after the revision); the record is told, the rest stays.
        guard isNeverAffected || VersionScheme.apk.accepts(version) else {
            throw FeedProblem("\(version) is no version of apk")
        }
        let affected = AffectedPackage(
            ecosystem: origin.ecosystem, name: name,
            ranges: isNeverAffected ? [] : [VersionRange(.apk, fixed: version)],
            status: isNeverAffected ? .notAffected : .fixed)
        for text in texts {
            let ids = VulnerabilityIdentifier.all(in: text)
            let cves = ids.filter { VulnerabilityIdentifier.isCVE($0) }
            let others = ids.filter { !VulnerabilityIdentifier.isCVE($0) }
            if cves.count == 1 {
                sink.add(
                    AdvisoryRecord(
                        Advisory(id: cves[0], aliases: Set(others).sorted(), feed: origin.feed), affected: [affected]))
            } else {
                for id in cves.isEmpty ? others : cves {
                    sink.add(AdvisoryRecord(Advisory(id: id, feed: origin.feed), affected: [affected]))
                }
            }
        }
    }
}

extension FeedDocument {
    var isYAML: Bool { fileName.hasSuffix(".yaml") || fileName.hasSuffix(".yml") }

    /// The keys at the margin of the first lines of a YAML document.
    func yamlKeys() -> [String] {
        var keys: [String] = []
        for line in bytes.prefix(1 << 14).split(separator: 0x0a) {
            guard let first = line.first, (97...122).contains(first) || (65...90).contains(first),
                let colon = line.firstIndex(of: UInt8(ascii: ":"))
            else { continue }
            keys.append(String(decoding: line[..<colon], as: UTF8.self))
        }
        return keys
    }
}
