import Documents
import Findings

/// CVE records of format 5.x, one JSON document each, as cvelistV5 and CISA's Vulnrichment hold them: ratings by the
/// numbering authority and by CISA, weaknesses, CISA's decision points.
///
/// Source: CVE record format 5.1, https://github.com/CVEProject/cve-schema.
enum CVERecordFeed: AdvisoryFeed {
    static let cards = [
        FeedCard(
            name: "cve", title: "CVE records with CISA's enrichment", licence: "CC0-1.0",
            home: "https://github.com/cisagov/vulnrichment")
    ]

    private static let name = "cve"
    /// Members of `metrics[]` that hold a CVSS rating.
    private static let ratings = ["cvssV4_0", "cvssV3_1", "cvssV3_0", "cvssV2_0"]

    static let holdsOneRecord = true

    static func accepts(_ document: FeedDocument) -> Bool {
        guard document.firstByte == UInt8(ascii: "{") else { return false }
        let keys = document.jsonKeys()
        return keys.contains("cveMetadata") && keys.contains("dataType")
    }

    static func read(_ document: FeedDocument, into sink: some AdvisorySink) throws(FeedProblem) {
        sink.record(document.place, of: name) { () throws(FeedProblem) in
            let json = try document.json()
            let about = json["cveMetadata"]
            guard let id = about?["cveId"]?.string, VulnerabilityIdentifier.isCVE(id) else {
                throw FeedProblem("the record has no CVE id")
            }
            let changed = (about?["dateUpdated"] ?? about?["datePublished"])?.string
            if let day = changed.flatMap({ Day($0) }) { sink.date(day, of: name) }
            sink.rate(id, feed: name) { scores in
                scores.isRejected = about?["state"]?.string == "REJECTED"
                scores.published = about?["datePublished"].day ?? scores.published
                let containers = json["containers"]
                if let own = containers?["cna"] { read(own, by: "cna", into: &scores) }
                for other in (containers?["adp"]).elements {
                    let provider = other["providerMetadata"]?["shortName"]?.string
                    // The other containers repeat references only.
                    if provider == "CISA-ADP" { read(other, by: "cisa-adp", into: &scores) }
                }
                scores.cwe = Set(scores.cwe).sorted()
            }
        }
    }

    private static func read(_ container: JSONValue, by source: String, into scores: inout VulnerabilityScores) {
        for metric in container["metrics"].elements {
            for name in ratings {
                guard let vector = metric[name]?["vectorString"]?.string else { continue }
                scores.add(SourcedSeverity(source: source, vector: vector))
            }
            guard let other = metric["other"], let type = other["type"]?.string else { continue }
            switch type {
            case "ssvc": scores.ssvc = ssvc(other["content"]) ?? scores.ssvc
            case "kev":
                var known = scores.exploitation ?? Exploitation()
                known.kevAdded = known.kevAdded ?? (other["content"]?["dateAdded"]).day
                if known.kevAdded != nil { scores.exploitation = known }
            case "Red Hat severity rating":
                if let word = other["content"]?["value"]?.string {
                    scores.add(SourcedSeverity(source: "redhat", word: word))
                }
            default: continue
            }
        }
        for type in container["problemTypes"].elements {
            for description in type["descriptions"].elements {
                if let number = description["cweId"]?.string.flatMap({ VulnerabilityIdentifier.cwe($0) }) {
                    scores.cwe.append(number)
                }
            }
        }
    }

    private static func ssvc(_ content: JSONValue?) -> SSVC? {
        var points: [String: String] = [:]
        for option in (content?["options"]).elements {
            for (name, value) in option.members { points[name] = value.string?.lowercased() }
        }
        return points["Exploitation"].map { exploitation in
            SSVC(
                exploitation: exploitation, isAutomatable: points["Automatable"].map { $0 == "yes" },
                technicalImpact: points["Technical Impact"])
        }
    }
}

extension VulnerabilityScores {
    /// Adds a rating that is not there yet.
    mutating func add(_ severity: SourcedSeverity) {
        if !severities.contains(severity) { severities.append(severity) }
    }
}
