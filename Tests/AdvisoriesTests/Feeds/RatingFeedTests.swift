import Findings
import Testing

@testable import Advisories

@Suite struct RatingFeedTests {
    @Test func readsCVERecords() throws {
        let (feed, sink) = try TestSink.read(
            #"""
            {"dataType":"CVE_RECORD","dataVersion":"5.1","cveMetadata":{"cveId":"CVE-2024-24790","state":"PUBLISHED",
              "datePublished":"2024-06-05T15:13:50.527Z","dateUpdated":"2024-09-03T18:24:04Z"},
             "containers":{"cna":{"problemTypes":[{"descriptions":[{"lang":"en","description":"CWE-115","cweId":"CWE-115"}]}],
               "metrics":[{"cvssV4_0":{"vectorString":"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"}},
                 {"other":{"type":"Red Hat severity rating","content":{"value":"Moderate"}}}]},
              "adp":[{"title":"CISA ADP Vulnrichment","providerMetadata":{"shortName":"CISA-ADP"},
               "problemTypes":[{"descriptions":[{"cweId":"CWE-180"}]}],
               "metrics":[{"cvssV3_1":{"vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H","baseScore":9.8}},
                {"other":{"type":"ssvc","content":{"options":[{"Exploitation":"none"},{"Automatable":"yes"},{"Technical Impact":"total"}]}}},
                {"other":{"type":"kev","content":{"dateAdded":"2024-07-01"}}}]},
               {"title":"CVE Program Container","providerMetadata":{"shortName":"CVE"},"metrics":[{"cvssV3_1":{"vectorString":"x"}}]}]}}
            """#, named: "CVE-2024-24790.json")
        #expect(feed is CVERecordFeed.Type)
        #expect(
            sink.scores["CVE-2024-24790"]
                == VulnerabilityScores(
                    severities: [
                        SourcedSeverity(
                            source: "cna", vector: "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"),
                        SourcedSeverity(source: "redhat", word: "Moderate"),
                        SourcedSeverity(source: "cisa-adp", vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"),
                    ], cwe: [115, 180], exploitation: Exploitation(kevAdded: "2024-07-01"),
                    ssvc: SSVC(exploitation: "none", isAutomatable: true, technicalImpact: "total"),
                    published: "2024-06-05"))
        #expect(sink.dates["cve"] == "2024-09-03")
    }

    @Test func keepsThatAnIdWasRejected() throws {
        let (_, sink) = try TestSink.read(
            #"{"dataType":"CVE_RECORD","cveMetadata":{"cveId":"CVE-2023-1111","state":"REJECTED"},"containers":{"cna":{}}}"#,
            named: "x.json")
        #expect(sink.scores["CVE-2023-1111"]?.isRejected == true)
    }

    @Test func readsNVD() throws {
        let (feed, sink) = try TestSink.read(
            #"""
            {"resultsPerPage":2,"startIndex":0,"totalResults":2,"format":"NVD_CVE","version":"2.0",
             "timestamp":"2024-06-01T00:00:00.000","vulnerabilities":[
              {"cve":{"id":"CVE-2023-39325","published":"2023-10-11T22:15:09.880","vulnStatus":"Modified","metrics":{
                "cvssMetricV31":[{"source":"nvd@nist.gov","type":"Primary","cvssData":{"version":"3.1",
                  "vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H","baseScore":7.5}},
                 {"source":"other@example.com","type":"Secondary","cvssData":{"vectorString":"CVSS:3.1/x"}}],
                "cvssMetricV2":[{"source":"nvd@nist.gov","cvssData":{"vectorString":"AV:N/AC:L/Au:N/C:N/I:N/A:P"}}]},
               "weaknesses":[{"source":"nvd@nist.gov","type":"Primary","description":[{"lang":"en","value":"CWE-770"},{"lang":"en","value":"NVD-CWE-noinfo"}]}]}},
              {"cve":{"id":"no id"}}]}
            """#, named: "nvdcve-2.0-2023.json")
        #expect(feed is NVDFeed.Type)
        #expect(
            sink.scores == [
                "CVE-2023-39325": VulnerabilityScores(
                    severities: [
                        SourcedSeverity(source: "nvd", vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H"),
                        SourcedSeverity(source: "nvd", vector: "AV:N/AC:L/Au:N/C:N/I:N/A:P"),
                    ], cwe: [770], published: "2023-10-11")
            ])
        #expect(sink.skipped == ["nvd: nvdcve-2.0-2023.json: record 2: the record has no CVE id"])
        #expect(sink.dates["nvd"] == "2024-06-01")
    }

    @Test func readsEPSS() throws {
        let (feed, sink) = try TestSink.read(
            "#model_version:v2025.03.14,score_date:2025-08-25T12:55:00Z\ncve,epss,percentile\r\n"
                + "CVE-2023-44487,0.94434,0.99985\nCVE-2024-1,x,y\nGO-2024-1,0.1,0.2\nCVE-2024-24790,1.5,0.2\n",
            named: "epss_scores-current.csv")
        #expect(feed is EPSSFeed.Type)
        #expect(
            sink.scores == [
                "CVE-2023-44487": VulnerabilityScores(
                    exploitation: Exploitation(epss: 0.94434, epssPercentile: 0.99985))
            ])
        #expect(sink.skipped.count == 3)
        #expect(sink.dates["epss"] == "2025-08-25")
    }

    @Test func readsTheCatalogueOfExploitedVulnerabilities() throws {
        guard let path = Scratch.real("kev.json.zst") else { return }
        let builder = AdvisoryDatabaseBuilder()
        try builder.read(path)
        #expect(
            builder.report().sources.map { [$0.name, $0.date, "\($0.records)", "\($0.skipped)"] } == [
                ["kev", "2025-08-25", "1404", "0"]
            ])
    }

    @Test func readsRealCVERecords() throws {
        guard let path = Scratch.real("cve-records-2024-10.tar.zst") else { return }
        let builder = AdvisoryDatabaseBuilder()
        let sample = try Scratch.readSample(of: path, into: builder)
        let source = try #require(builder.report().sources.first)
        #expect(source.records == sample.read)
        #expect(source.skipped == 0)
        let rated = builder.scores.values.filter { score in score.severities.contains { $0.vector != nil } }.count
        #expect(sample.isWhole ? rated == 1157 : rated > 100)
        #expect(builder.scores.values.allSatisfy { $0.ssvc != nil })
    }

    @Test func readsEndOfLifeOfBothShapes() throws {
        let (feed, sink) = try TestSink.read(
            #"[{"cycle":"1.22","releaseDate":"2024-02-06","eol":"2025-02-11","latest":"1.22.12","lts":false},{"cycle":1.23,"eol":false}]"#,
            named: "api/go.json")
        #expect(feed is EndOfLifeFeed.Type)
        #expect(
            sink.cycles == [
                "go": [
                    ReleaseCycle(cycle: "1.22", released: "2024-02-06", endOfLife: "2025-02-11", latest: "1.22.12"),
                    ReleaseCycle(cycle: "1.23", hasEnded: false),
                ]
            ])
        guard let path = Scratch.real("endoflife.json.zst") else { return }
        let builder = AdvisoryDatabaseBuilder()
        try builder.read(path)
        #expect(builder.lifecycles.count == 25)
        #expect(builder.lifecycles["debian"]?.contains { $0.cycle == "12" && $0.endOfLife != nil } == true)
    }
}
