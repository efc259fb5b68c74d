import Findings
import Inventory
import Testing

@testable import Advisories

@Suite struct AdvisoryDatabaseTests {
    private let everything = AdvisoryRecord(
        Advisory(
            id: "GO-2024-0001", aliases: ["CVE-2024-1111", "GHSA-2222-3333-4444"], upstream: ["CVE-2024-2"],
            related: ["GHSA-5555-6666-7777"], feed: "go-vulndb", published: "2024-01-02", modified: "2024-03-04",
            withdrawn: "2024-05-06",
            severities: [
                SourcedSeverity(
                    source: "ghsa", vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", word: "CRITICAL")
            ], cwe: [79, 400], isReviewed: false),
        affected: [
            AffectedPackage(
                ecosystem: .go, name: "example.com/m", stream: "s",
                ranges: [
                    VersionRange(.go, fixed: "1.2.3"), VersionRange(.go, introduced: "1.3.0", lastAffected: "1.3.4"),
                    VersionRange(.semver),
                ],
                versions: ["1.0.0", "1.0.1"], upstreamRanges: [VersionRange(.go, introduced: "5")],
                imports: [
                    VulnerableImport(
                        path: "example.com/m/p", symbols: ["F", "T.M"], goos: ["linux", "windows"], goarch: ["amd64"]),
                    VulnerableImport(path: "elsewhere.org/x"),
                ], status: .willNotFix, rating: "low", statusReason: "ignored")
        ])

    @Test func allFactsComeBack() throws {
        let database = try Scratch.database([everything])
        let slices = try database.candidates(ecosystem: .go, name: "example.com/m")
        #expect(slices == [AdvisorySlice(everything.advisory, affected: everything.affected)])
        #expect(try database.problems() == [])
    }

    @Test func findsByEcosystemAndName() throws {
        let fixed = VersionRange(.dpkg, fixed: "2")
        let records = ["11", "12", "13"].map { (release: String) in
            AdvisoryRecord(
                Advisory(id: "CVE-2024-\(release)00", feed: "debian"),
                affected: [
                    AffectedPackage(ecosystem: Ecosystem(.debian, release), name: "curl", ranges: [fixed]),
                    AffectedPackage(ecosystem: Ecosystem(.debian, release), name: "Curl", ranges: [fixed]),
                ])
        }
        let database = try Scratch.database(records)
        let answers = try database.candidates(for: [
            PackageKey(Ecosystem(.debian, "12"), "curl"), PackageKey(Ecosystem(.debian, "14"), "curl"),
            PackageKey(Ecosystem(.debian, "13"), "CURL"), PackageKey(.go, "curl"),
            PackageKey(Ecosystem(.debian, "13"), "Curl"), PackageKey(Ecosystem(.debian, "12"), "curl"),
        ])
        #expect(
            answers.map { $0.map(\.advisory.id) } == [
                ["CVE-2024-1200"], [], [], [], ["CVE-2024-1300"], ["CVE-2024-1200"],
            ])
    }

    @Test func whatNamesManyPackagesStandsOnce() throws {
        let many = AdvisoryRecord(
            Advisory(id: "RHSA-2024:1", upstream: (1000..<1050).map { "CVE-2024-\($0)" }, feed: "redhat"),
            affected: (0..<50).map { AffectedPackage(ecosystem: Ecosystem(.redHat, "9"), name: "p\($0)") })
        let database = try Scratch.database([many])
        let slice = try #require(try database.candidates(ecosystem: Ecosystem(.redHat, "9"), name: "p49").first)
        #expect(slice.advisory == many.advisory)
        #expect(slice.affected == [many.affected[49]])
        #expect(try database.problems() == [])
    }

    @Test func recordsOfOneAdvisoryAreJoined() throws {
        func record(_ fixed: String) -> AdvisoryRecord {
            AdvisoryRecord(
                Advisory(id: "CVE-2024-1000", feed: "alpine"),
                affected: [
                    AffectedPackage(
                        ecosystem: Ecosystem(.alpine, "3.20"), name: "curl", ranges: [VersionRange(.apk, fixed: fixed)])
                ])
        }
        let slices = try Scratch.database([record("1-r0"), record("2-r0"), record("1-r0")])
            .candidates(ecosystem: Ecosystem(.alpine, "3.20"), name: "curl")
        #expect(slices.count == 1)
        #expect(slices[0].affected.map { $0.ranges[0].fixed } == ["1-r0", "2-r0"])
    }

    @Test func aliasesAreCompletedWhereTheyAreClear() throws {
        func record(_ id: String, _ aliases: [String], _ feed: String) -> AdvisoryRecord {
            AdvisoryRecord(
                Advisory(id: id, aliases: aliases, feed: feed), affected: [AffectedPackage(ecosystem: .wolfi, name: id)]
            )
        }
        let database = try Scratch.database([
            record("GO-2024-0001", ["CVE-2024-1111", "GHSA-2222-2222-2222"], "go-vulndb"),
            record("CGA-2222-2222-2222", ["GHSA-2222-2222-2222"], "wolfi"),
            // One GHSA id of two CVEs tells nothing.
            record("GO-2024-0002", ["CVE-2024-2222", "GHSA-3333-3333-3333"], "go-vulndb"),
            record("GO-2024-0003", ["CVE-2024-3333", "GHSA-3333-3333-3333"], "go-vulndb"),
            record("CGA-3333-3333-3333", ["GHSA-3333-3333-3333"], "wolfi"),
        ])
        func aliases(_ id: String) throws -> [String] {
            try database.candidates(ecosystem: .wolfi, name: id).flatMap(\.advisory.aliases)
        }
        #expect(try aliases("CGA-2222-2222-2222") == ["CVE-2024-1111", "GHSA-2222-2222-2222"])
        #expect(try aliases("CGA-3333-3333-3333") == ["GHSA-3333-3333-3333"])
    }

    @Test func ratingsOfGitHubAreFoundByTheirCVE() throws {
        let severity = SourcedSeverity(source: "ghsa", word: "HIGH")
        let database = try Scratch.database([
            AdvisoryRecord(
                Advisory(id: "GHSA-2222-2222-2222", aliases: ["CVE-2024-1111"], feed: "ghsa", severities: [severity]))
        ])
        #expect(try database.scores(ids: ["CVE-2024-1111"])["CVE-2024-1111"]?.severities == [severity])
    }

    @Test func sameInputsGiveTheSameBytes() throws {
        func image() throws -> [UInt8] {
            try Scratch.withFolder { folder in
                let builder = AdvisoryDatabaseBuilder()
                builder.add(everything)
                for number in 1000..<1300 {
                    builder.add(
                        AdvisoryRecord(
                            Advisory(id: "CVE-2024-\(number)", feed: "debian"),
                            affected: [AffectedPackage(ecosystem: Ecosystem(.debian, "12"), name: "p\(number % 40)")]))
                }
                try builder.write(to: folder + "/a.db", today: "2026-01-02")
                return try Scratch.read(folder + "/a.db")
            }
        }
        let first = try image()
        #expect(first == (try image()))
    }

    @Test func ageIsThatOfTheOldestSourceThatMatters() throws {
        let kev =
            #"{"catalogVersion":"1","dateReleased":"2025-12-01T00:00:00Z","vulnerabilities":[{"cveID":"CVE-2024-1111","dateAdded":"2024-02-03","knownRansomwareCampaignUse":"Known"}]}"#
        let epss =
            "#model_version:v1,score_date:2025-12-20T00:00:00+0000\ncve,epss,percentile\nCVE-2024-1111,0.00043,0.12345\n"
        let database = try Scratch.database([], documents: [("kev.json", kev), ("epss.csv", epss)])
        #expect(try database.snapshot(on: "2025-12-31", feeds: ["kev"]).ageInDays == 30)
        #expect(try database.snapshot(on: "2025-12-31", feeds: ["epss", "kev"]).ageInDays == 30)
        #expect(try database.snapshot(on: "2025-12-31", feeds: ["epss"]).ageInDays == 11)
        #expect(try database.snapshot(on: "2025-12-31").sources.map(\.name) == ["epss", "kev"])
        let scores = try #require(try database.scores(ids: ["CVE-2024-1111"])["CVE-2024-1111"])
        #expect(
            scores.exploitation
                == Exploitation(kevAdded: "2024-02-03", kevRansomware: true, epss: 0.00043, epssPercentile: 0.12345))
    }

    @Test func tellsWhatItHolds() throws {
        let statistics = try Scratch.database(
            [everything],
            documents: [
                ("go.json", #"[{"cycle":"1.22","eol":false}]"#), ("epss.csv", "cve,epss\nCVE-2024-1111,0.5\nx\n"),
            ]
        ).statistics()
        #expect(statistics.packages == ["Go": 1])
        #expect(statistics.scores == 1)
        #expect(statistics.products == 1)
        #expect(statistics.skipped == 1)
        #expect(statistics.size > 4096)
    }

    @Test func refusesWhatIsNoDatabase() throws {
        #expect(throws: AdvisoryError.unreadable(path: "/no/such.db", reason: "there is no such file")) {
            try AdvisoryDatabase.open(path: "/no/such.db")
        }
        for bytes in [[], Array("SQLite format 3\0".utf8), [UInt8](repeating: 7, count: 4096)] {
            #expect(throws: AdvisoryError.self) { try AdvisoryDatabase.open(bytes: bytes, name: "junk") }
        }
    }

    @Test func tellsOtherFormatsApart() throws {
        var bytes = try Scratch.withFolder { folder in
            try AdvisoryDatabaseBuilder().write(to: folder + "/a.db", today: "2026-01-02")
            return try Scratch.read(folder + "/a.db")
        }
        // user_version stands at offset 60, application_id at 68. Source: SQLite file format, section 1.3.
        bytes[63] = 9
        #expect(throws: AdvisoryError.incompatible(origin: "x", found: 9, wanted: 1)) {
            try AdvisoryDatabase.open(bytes: bytes, name: "x")
        }
        bytes[68] = 1
        #expect(throws: AdvisoryError.damaged(origin: "x", problem: "it is no advisory database")) {
            try AdvisoryDatabase.open(bytes: bytes, name: "x")
        }
    }

    @Test func verificationSeesEveryChange() throws {
        let good = try Scratch.withFolder { folder in
            let builder = AdvisoryDatabaseBuilder()
            builder.add(everything)
            try builder.write(to: folder + "/a.db", today: "2026-01-02")
            return try Scratch.read(folder + "/a.db")
        }
        let needle = Array("example.com/m".utf8)
        let place = try #require(good.indices.first { good[$0...].starts(with: needle) })
        var bytes = good
        bytes[place] = UInt8(ascii: "E")
        let problems = try AdvisoryDatabase.open(bytes: bytes, name: "x").problems()
        #expect(problems.contains("table package is not what its digest says"))
    }

    @Test func noDamageCrashes() throws {
        var random = SystemRandomNumberGenerator()
        let good = try Scratch.withFolder { folder in
            let builder = AdvisoryDatabaseBuilder()
            builder.add(everything)
            try builder.write(to: folder + "/a.db", today: "2026-01-02")
            return try Scratch.read(folder + "/a.db")
        }
        for _ in 0..<150 {
            var bytes = good
            for _ in 0..<6 {
                bytes[Int.random(in: 100..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            bytes.withUnsafeBytes { AdvisoryFuzz.database($0) }
        }
    }
}
