import Findings
import Inventory
import Testing

@testable import Advisories

@Suite struct DistributionFeedTests {
    private let bookworm = Ecosystem(.debian, "12")

    @Test func readsDebiansTracker() throws {
        let (feed, sink) = try TestSink.read(
            #"""
            {"curl":{
              "CVE-2023-38545":{"description":"not kept","scope":"remote","releases":{
                "bookworm":{"status":"resolved","repositories":{"bookworm":"7.88.1-10+deb12u12"},"fixed_version":"7.88.1-10+deb12u4","urgency":"not yet assigned"},
                "buster":{"status":"resolved","fixed_version":"0","urgency":"not yet assigned"}}},
              "CVE-2023-0001":{"releases":{
                "bookworm":{"status":"open","urgency":"unimportant"},
                "trixie":{"status":"open","urgency":"low","nodsa":"not kept","nodsa_reason":"ignored"},
                "sid":{"status":"undetermined","urgency":"not yet assigned"},
                "bullseye":{"status":"open","urgency":"end-of-life"},
                "forky":{"status":"open","urgency":"low","nodsa":"not kept","nodsa_reason":""}}},
              "CVE-2023-0002":{"releases":{"bookworm":{"status":"never heard of"}}},
              "TEMP-0000001-ABCDEF":{"releases":{"bookworm":{"status":"resolved","fixed_version":"1 2"}}}}}
            """#, named: "json")
        #expect(feed is DebianTrackerFeed.Type)
        #expect(
            sink.records.map(\.advisory) == [
                Advisory(id: "CVE-2023-38545", feed: "debian"), Advisory(id: "CVE-2023-0001", feed: "debian"),
            ])
        #expect(
            sink.records[0].affected == [
                AffectedPackage(
                    ecosystem: bookworm, name: "curl", ranges: [VersionRange(.dpkg, fixed: "7.88.1-10+deb12u4")],
                    status: .fixed, rating: "not yet assigned"),
                AffectedPackage(
                    ecosystem: Ecosystem(.debian, "10"), name: "curl", status: .notAffected, rating: "not yet assigned"),
            ])
        #expect(
            sink.records[1].affected.map(\.status) == [
                .affected, .willNotFix, .underInvestigation, .endOfLife, .affected,
            ])
        #expect(sink.records[1].affected.map(\.ecosystem.release) == ["12", "13", "sid", "11", "14"])
        #expect(sink.records[1].affected.map(\.statusReason) == [nil, "ignored", nil, nil, "no-dsa"])
        #expect(
            sink.skipped == [
                "debian: curl CVE-2023-0002: the status of bookworm is not one that the tracker knows",
                "debian: curl TEMP-0000001-ABCDEF: 1 2 is no version of dpkg",
            ])
    }

    @Test func oneBadPackageDoesNotHideTheRest() throws {
        let text =
            #"{"a":{"CVE-2023-1000":{"releases":{"sid":{"status":"open"}}}},"b":{"CVE-2023-1000":{"releases":{"sid" 1}}},"c":{"CVE-2023-1001":{"releases":{"sid":{"status":"open"}}}}}"#
        let (_, sink) = try TestSink.read(text, named: "json")
        #expect(sink.records.map(\.affected[0].name) == ["a", "c"])
        #expect(sink.skipped.count == 1)
    }

    @Test func readsSecdbOfToday() throws {
        let (feed, sink) = try TestSink.read(
            #"""
            {"apkurl":"{{urlprefix}}/{{distroversion}}/{{reponame}}/{{arch}}/{{pkg.name}}-{{pkg.ver}}.apk","archs":["x86_64"],
             "reponame":"main","urlprefix":"https://dl-cdn.alpinelinux.org/alpine","distroversion":"v3.18","packages":[
              {"pkg":{"name":"curl","secfixes":{"8.4.0-r0":["CVE-2023-38545","CVE-2023-38546 GHSA-2222-2222-2222"],
                "0":["CVE-2021-22897"],"1:bad":["CVE-2020-1000"]}}},
              {"pkg":{"name":"xen","secfixes":{"4.9.1-r1":["XSA-237","CVE-2017-15590 CVE-2017-15591 (+ more)"]}}},
              {"pkg":{"secfixes":{}}}]}
            """#, named: "main.json")
        #expect(feed is AlpineSecdbFeed.Type)
        let alpine = Ecosystem(.alpine, "3.18")
        #expect(
            sink.records.map(\.advisory.id) == [
                "CVE-2023-38545", "CVE-2023-38546", "CVE-2021-22897", "XSA-237", "CVE-2017-15590", "CVE-2017-15591",
            ])
        #expect(sink.records[1].advisory.aliases == ["GHSA-2222-2222-2222"])
        #expect(
            sink.records[0].affected == [
                AffectedPackage(
                    ecosystem: alpine, name: "curl", ranges: [VersionRange(.apk, fixed: "8.4.0-r0")], status: .fixed)
            ])
        #expect(sink.records[2].affected == [AffectedPackage(ecosystem: alpine, name: "curl", status: .notAffected)])
        #expect(
            sink.skipped == [
                "alpine: curl 1:bad: 1:bad is no version of apk", "alpine: main.json: a package has no name",
            ])
    }

    @Test(arguments: [
        ("https://packages.wolfi.dev", "os", "Wolfi", "wolfi"),
        ("https://packages.cgr.dev/chainguard", "chainguard", "Chainguard", "chainguard"),
    ])
    func tellsWolfiFromChainguard(_ address: String, _ repository: String, _ ecosystem: String, _ feed: String) throws {
        let (_, sink) = try TestSink.read(
            #"{"apkurl":"","archs":[],"reponame":"\#(repository)","urlprefix":"\#(address)","packages":[{"pkg":{"name":"go","secfixes":{"1.21.3-r0":["GHSA-4374-p667-p6c8"]}}}]}"#,
            named: "security.json")
        #expect(sink.records.map(\.advisory) == [Advisory(id: "GHSA-4374-p667-p6c8", feed: feed)])
        #expect(sink.records[0].affected[0].ecosystem.description == ecosystem)
    }

    @Test func readsWolfisAdvisories() throws {
        func event(_ day: Int, _ type: String, _ data: String = "") -> String {
            "      - timestamp: 2024-01-0\(day)T00:00:00Z\n        type: \(type)\n"
                + (data.isEmpty ? "" : "        data:\n          \(data)\n")
        }
        func advisory(_ id: String, _ events: [String]) -> String {
            "  - id: CGA-\(id)\n    aliases:\n      - CVE-2024-1000\n    events:\n" + events.joined()
        }
        let text =
            "schema-version: 2.0.2\n\npackage:\n  name: etcd\n\nadvisories:\n"
            + advisory("1", [event(1, "detection"), event(2, "fixed", "fixed-version: 3.5.1-r0")])
            + advisory("2", [event(3, "false-positive-determination", "type: vulnerable-code-not-included-in-package")])
            + advisory("3", [event(1, "detection")])
            // The last word counts, wherever it stands.
            + advisory("4", [event(9, "fix-not-planned"), event(2, "pending-upstream-fix")])
            + advisory("5", [event(1, "pending-upstream-fix")])
            + advisory("6", [event(1, "true-positive-determination")])
            + advisory("7", [event(1, "fixed", "fixed-version: not a version")])
            + advisory("8", [event(1, "something-new")])
        let (feed, sink) = try TestSink.read(text, named: "etcd.advisories.yaml")
        #expect(feed is WolfiAdvisoriesFeed.Type)
        #expect(
            sink.records.map { $0.affected[0].status } == [
                .fixed, .notAffected, .underInvestigation, .willNotFix, .affected, .affected,
            ])
        #expect(
            sink.records[0].advisory
                == Advisory(
                    id: "CGA-1", aliases: ["CVE-2024-1000"], feed: "wolfi", published: "2024-01-01",
                    modified: "2024-01-02"))
        #expect(sink.records[0].affected[0].ranges == [VersionRange(.apk, fixed: "3.5.1-r0")])
        #expect(sink.records[1].affected[0].statusReason == "vulnerable-code-not-included-in-package")
        #expect(sink.records[1].affected[0].ranges == [])
        #expect(
            sink.skipped == [
                "wolfi: etcd CGA-7: the fixed version is no version of apk",
                "wolfi: etcd CGA-8: event type something-new is not known",
            ])
        #expect(sink.dates["wolfi"] == "2024-01-09")
    }

    @Test func readsTheRealSecdb() throws {
        guard let path = Scratch.real("alpine-secdb-2020.tar.zst") else { return }
        let builder = AdvisoryDatabaseBuilder()
        try builder.read(path)
        let source = try #require(builder.report().sources.first)
        #expect(source.records > 11_000)
        #expect(source.skipped < 30)
        #expect(builder.packages[PackageKey(Ecosystem(.alpine, "3.11"), "curl")]?.isEmpty == false)
    }

    @Test(arguments: [
        ("debian", "12", "bookworm", "Debian:12"), ("debian", nil, "trixie", "Debian:13"),
        ("debian", nil, nil, "Debian:sid"), ("ubuntu", "22.04", "jammy", "Ubuntu:22.04"),
        ("alpine", "3.18.4", nil, "Alpine:3.18"), ("alpine", "3.21_alpha20240807", nil, "Alpine:edge"),
        ("wolfi", "20230201", nil, "Wolfi"), ("chainguard", "20230214", nil, "Chainguard"),
        ("rhel", "9.2", nil, "Red Hat:9"),
        ("centos", "8", nil, "Red Hat:8"), ("rocky", "8.9", nil, "Rocky Linux:8"),
        ("almalinux", "9.3", nil, "AlmaLinux:9"),
        ("amzn", "2023", nil, "Amazon Linux:2023"), ("sles", "15.5", nil, "SUSE:15.5"),
        ("opensuse-leap", "15.5", nil, "openSUSE:15.5"), ("ol", "8.8", nil, "Oracle Linux:8"),
    ])
    func knowsTheEcosystemOfAnOperatingSystem(_ id: String, _ version: String?, _ codename: String?, _ key: String) {
        #expect(Ecosystem(OperatingSystem(id: id, version: version, codename: codename))?.description == key)
    }

    @Test func manyBadRecordsEndTheFeed() throws {
        let builder = AdvisoryDatabaseBuilder(limits: FeedLimits(badRecords: 3))
        func read(_ number: Int) throws {
            try builder.read(
                Array(#"{"id":"GO-2024-\#(number)","modified":"x","affected":[{"package":{"ecosystem":"Go"}}]}"#.utf8),
                named: "\(number).json")
        }
        for number in 1...3 { try read(number) }
        #expect(builder.report().sources[0].problems.count == 3)
        #expect(
            throws: AdvisoryError.feed(
                name: "go-vulndb", file: "GO-2024-4",
                problem: "4 bad records, more than can be passed over; the last: an affected package has no name")
        ) { try read(4) }
    }

    @Test func aBrokenDocumentOfManyRecordsIsAnError() {
        let text = #"{"a":{"CVE-2023-1000":{"releases":{"sid":{"status":"open"}}}},"b":{"CVE"#
        #expect(throws: AdvisoryError.feed(name: "debian", file: "json", problem: "the document ends inside a string"))
        {
            try AdvisoryDatabaseBuilder().read(Array(text.utf8), named: "json")
        }
    }

    @Test func documentsOfNoFeedAreNamed() throws {
        let builder = AdvisoryDatabaseBuilder()
        try builder.read(Array("{\"hello\": 1}".utf8), named: "x.json")
        try builder.read(Array("hello".utf8), named: "README")
        try builder.read([], named: "empty")
        #expect(
            builder.report().passedOver == [
                "x.json: no feed has this format", "README: no feed has this format", "empty: no feed has this format",
            ])
    }

    @Test func noMutationOfADocumentCrashes() throws {
        var random = SystemRandomNumberGenerator()
        let documents = [
            #"{"id":"GO-2024-1","modified":"2024-01-01T00:00:00Z","aliases":["CVE-2024-1111"],"affected":[{"package":{"ecosystem":"Go","name":"m"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"1.2.3"}]}]}]}"#,
            #"{"curl":{"CVE-2023-38545":{"releases":{"bookworm":{"status":"resolved","fixed_version":"7.88.1-10+deb12u4","urgency":"low"}}}}}"#,
            #"{"dataType":"CVE_RECORD","cveMetadata":{"cveId":"CVE-2023-1111"},"containers":{"cna":{"metrics":[{"cvssV3_1":{"vectorString":"x"}}]}}}"#,
            #"{"apkurl":"","reponame":"main","distroversion":"v3.18","packages":[{"pkg":{"name":"a","secfixes":{"1-r0":["CVE-2020-1000"]}}}]}"#,
            "<updates><update><id>ALAS2-2020-1561</id><issued date='2020-11-09'/><references><reference id='CVE-2019-3695'/></references><pkglist><collection><package name='pcp' epoch='0' version='4.3.2' release='12.amzn2.0.1'/></collection></pkglist></update></updates>",
            "<repomd><data type='updateinfo'><checksum type='sha256'>1</checksum><location href='repodata/u.xml'/></data></repomd>",
            "#model_version:v1,score_date:2025-08-25T12:55:00Z\ncve,epss,percentile\nCVE-2023-44487,0.94434,0.99985\n",
            "package:\n  name: x\nadvisories:\n  - id: CGA-1\n    events:\n      - timestamp: 2024-01-01T00:00:00Z\n        type: fixed\n        data:\n          fixed-version: 1-r0\n",
        ]
        for round in 0..<240 {
            var bytes = Array(documents[round % documents.count].utf8)
            for _ in 0..<3 {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            bytes.withUnsafeBytes { AdvisoryFuzz.run($0) }
        }
    }
}
