import Documents
import Findings

/// CISA's catalogue of known exploited vulnerabilities, one JSON document.
///
/// Source: https://www.cisa.gov/known-exploited-vulnerabilities-catalog and its JSON schema.
enum KEVFeed: AdvisoryFeed {
    static let cards = [
        FeedCard(
            name: "kev", title: "CISA known exploited vulnerabilities", licence: "CC0-1.0",
            home: "https://www.cisa.gov/known-exploited-vulnerabilities-catalog")
    ]

    private static let name = "kev"

    static func accepts(_ document: FeedDocument) -> Bool {
        guard document.firstByte == UInt8(ascii: "{") else { return false }
        let keys = document.jsonKeys()
        return keys.contains("catalogVersion") && keys.contains("vulnerabilities")
    }

    static func read(_ document: FeedDocument, into sink: some AdvisorySink) throws(FeedProblem) {
        let json = try document.json()
        if let day = json["dateReleased"]?.string.flatMap({ Day($0) }) { sink.date(day, of: name) }
        for (number, item) in (json["vulnerabilities"]).elements.enumerated() {
            let label = item["cveID"]?.string ?? "\(document.place): record \(number + 1)"
            sink.record(label, of: name) { () throws(FeedProblem) in
                guard let id = item["cveID"]?.string, VulnerabilityIdentifier.isCVE(id) else {
                    throw FeedProblem("the record has no CVE id")
                }
                guard let added = item["dateAdded"].day else { throw FeedProblem("dateAdded is no day") }
                sink.rate(id, feed: name) { scores in
                    var known = scores.exploitation ?? Exploitation()
                    known.kevAdded = added
                    known.kevRansomware = item["knownRansomwareCampaignUse"]?.string == "Known"
                    scores.exploitation = known
                    let numbers = item["cwes"].strings.compactMap { VulnerabilityIdentifier.cwe($0) }
                    scores.cwe = Set(scores.cwe + numbers).sorted()
                }
            }
        }
    }
}
