import Documents

/// NVD's JSON 2.0: yearly feeds and answers of its API.
///
/// Source: https://nvd.nist.gov/developers/vulnerabilities and its schema cve_api_json_2.0.
enum NVDFeed: AdvisoryFeed {
    static let cards = [
        FeedCard(
            name: "nvd", title: "National Vulnerability Database", licence: "Public domain",
            home: "https://nvd.nist.gov")
    ]

    private static let name = "nvd"
    private static let ratings = ["cvssMetricV40", "cvssMetricV31", "cvssMetricV30", "cvssMetricV2"]

    static func accepts(_ document: FeedDocument) -> Bool {
        guard document.firstByte == UInt8(ascii: "{") else { return false }
        let keys = document.jsonKeys()
        return keys.contains("totalResults") && keys.contains("format") && keys.contains("vulnerabilities")
    }

    static func read(_ document: FeedDocument, into sink: some AdvisorySink) throws(FeedProblem) {
        var members = try JSONMembers(document.bytes)
        while let (key, value) = try members.next() {
            if key == "timestamp", let day = try document.json(value).string.flatMap({ Day($0) }) {
                sink.date(day, of: name)
            }
            guard key == "vulnerabilities" else { continue }
            var elements = try JSONMembers(document.bytes, in: value)
            var number = 0
            while let (_, range) = try elements.next() {
                number += 1
                sink.record("\(document.place): record \(number)", of: name) { () throws(FeedProblem) in
                    try read(try document.json(range)["cve"], into: sink)
                }
            }
        }
    }

    private static func read(_ json: JSONValue?, into sink: some AdvisorySink) throws(FeedProblem) {
        guard let json, let id = json["id"]?.string, VulnerabilityIdentifier.isCVE(id) else {
            throw FeedProblem("the record has no CVE id")
        }
        sink.rate(id, feed: name) { scores in
            if json["vulnStatus"]?.string == "Rejected" { scores.isRejected = true }
            scores.published = scores.published ?? json["published"].day
            for rating in ratings {
                for metric in (json["metrics"]?[rating]).elements {
                    // Others' ratings are repeated here; those of authorities come with the CVE records.
                    guard metric["source"]?.string == "nvd@nist.gov",
                        let vector = metric["cvssData"]?["vectorString"]?.string
                    else { continue }
                    scores.add(SourcedSeverity(source: "nvd", vector: vector))
                }
            }
            let numbers = json["weaknesses"].elements.flatMap { weakness in
                weakness["description"].elements.compactMap { text in
                    text["value"]?.string.flatMap { VulnerabilityIdentifier.cwe($0) }
                }
            }
            scores.cwe = Set(scores.cwe + numbers).sorted()
        }
    }
}
