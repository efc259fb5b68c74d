import Findings

/// FIRST's daily EPSS scores: a comment with the day, a header, one line a CVE.
///
/// Source: https://www.first.org/epss/data_stats.
enum EPSSFeed: AdvisoryFeed {
    static let cards = [
        FeedCard(
            name: "epss", title: "Exploit Prediction Scoring System", licence: "FIRST EPSS usage agreement",
            home: "https://www.first.org/epss")
    ]

    private static let name = "epss"

    static func accepts(_ document: FeedDocument) -> Bool {
        document.bytes.starts(with: "#model_version:".utf8) || document.bytes.starts(with: "cve,epss".utf8)
    }

    static func read(_ document: FeedDocument, into sink: some AdvisorySink) throws(FeedProblem) {
        var number = 0
        for line in document.bytes.split(separator: 0x0a, omittingEmptySubsequences: false) {
            number += 1
            let text = line.last == 0x0d ? line.dropLast() : line
            if text.isEmpty || text.starts(with: "cve,".utf8) { continue }
            if text.first == UInt8(ascii: "#") {
                let comment = String(decoding: text, as: UTF8.self)
                for field in comment.split(separator: ",") where field.hasPrefix("score_date:") {
                    if let day = Day(field.dropFirst("score_date:".count)) { sink.date(day, of: name) }
                }
                continue
            }
            let fields = text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            guard fields.count >= 2, let epss = probability(fields[1]) else {
                sink.skip("\(document.place): line \(number)", of: name, FeedProblem("it is no line of scores"))
                continue
            }
            let id = String(decoding: fields[0], as: UTF8.self)
            guard VulnerabilityIdentifier.isCVE(id) else {
                sink.skip("\(document.place): line \(number)", of: name, FeedProblem("it has no CVE id"))
                continue
            }
            let percentile = fields.count > 2 ? probability(fields[2]) : nil
            sink.rate(id, feed: name) { scores in
                var known = scores.exploitation ?? Exploitation()
                known.epss = epss
                known.epssPercentile = percentile
                scores.exploitation = known
            }
        }
    }

    private static func probability(_ bytes: ArraySlice<UInt8>) -> Double? {
        guard bytes.count <= 32, let value = Double(String(decoding: bytes, as: UTF8.self)), (0...1).contains(value)
        else { return nil }
        return value
    }
}
