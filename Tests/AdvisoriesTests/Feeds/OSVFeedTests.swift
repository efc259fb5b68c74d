import Findings
import Inventory
import Testing

@testable import Advisories

@Suite struct OSVFeedTests {
    private func record(_ text: String) throws -> AdvisoryRecord {
        let (feed, sink) = try TestSink.read(text, named: "x.json")
        #expect(feed is OSVFeed.Type)
        #expect(sink.skipped == [])
        return try #require(sink.records.first)
    }

    /// The events of one range, in Go's order.
    private func ranges(_ events: String, ecosystem: String = "Go") throws -> [VersionRange] {
        try record(
            #"{"id":"GO-2024-1","modified":"2024-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"\#(ecosystem)","#
                + #""name":"m"},"ranges":[{"type":"ECOSYSTEM","events":[\#(events)]}]}]}"#
        ).affected[0].ranges
    }

    @Test func readsTheGoDatabase() throws {
        let record = try record(
            #"""
            {"schema_version":"1.3.1","id":"GO-2023-2102","modified":"2024-05-20T16:03:47Z",
             "published":"2023-10-11T16:49:24Z","aliases":["GHSA-4374-p667-p6c8","CVE-2023-39325"],
             "summary":"not kept","details":"not kept","affected":[
              {"package":{"name":"stdlib","ecosystem":"Go"},"ranges":[{"type":"SEMVER","events":[
                {"introduced":"0"},{"fixed":"1.20.10"},{"introduced":"1.21.0-0"},{"fixed":"1.21.3"}]}],
               "ecosystem_specific":{"imports":[{"path":"net/http","symbols":["Serve","http2serverConn.serve"]}]}},
              {"package":{"name":"golang.org/x/net","ecosystem":"Go"},"ranges":[{"type":"SEMVER","events":[
                {"introduced":"0"},{"fixed":"0.17.0"}]}],
               "ecosystem_specific":{"imports":[{"path":"golang.org/x/net/http2","goos":["linux"],"goarch":["amd64"]}]}}],
             "database_specific":{"url":"https://pkg.go.dev/vuln/GO-2023-2102","review_status":"REVIEWED"}}
            """#)
        #expect(
            record.advisory
                == Advisory(
                    id: "GO-2023-2102", aliases: ["CVE-2023-39325", "GHSA-4374-p667-p6c8"], feed: "go-vulndb",
                    published: "2023-10-11", modified: "2024-05-20", isReviewed: true))
        #expect(
            record.affected == [
                AffectedPackage(
                    ecosystem: .go, name: "stdlib",
                    ranges: [
                        VersionRange(.go, fixed: "1.20.10"), VersionRange(.go, introduced: "1.21.0-0", fixed: "1.21.3"),
                    ],
                    imports: [VulnerableImport(path: "net/http", symbols: ["Serve", "http2serverConn.serve"])]),
                AffectedPackage(
                    ecosystem: .go, name: "golang.org/x/net", ranges: [VersionRange(.go, fixed: "0.17.0")],
                    imports: [VulnerableImport(path: "golang.org/x/net/http2", goos: ["linux"], goarch: ["amd64"])]),
            ])
    }

    @Test func readsGitHubsAdvisories() throws {
        let record = try record(
            #"""
            {"id":"GHSA-4374-p667-p6c8","modified":"2023-11-07T05:05:14Z","published":"2023-10-11T20:35:48Z",
             "aliases":["CVE-2023-39325"],"severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H"}],
             "affected":[{"package":{"ecosystem":"Go","name":"golang.org/x/net"},
               "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"0.17.0"}]}]},
              {"package":{"ecosystem":"npm","name":"other"},"ranges":[]}],
             "database_specific":{"cwe_ids":["CWE-770"],"severity":"HIGH","github_reviewed":true}}
            """#)
        #expect(record.advisory.feed == "ghsa")
        #expect(record.advisory.cwe == [770])
        #expect(record.advisory.isReviewed == true)
        #expect(
            record.advisory.severities == [
                SourcedSeverity(source: "ghsa", vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H"),
                SourcedSeverity(source: "ghsa", word: "HIGH"),
            ])
        #expect(record.affected.map(\.name) == ["golang.org/x/net"])
    }

    @Test func readsDistributions() throws {
        let ubuntu = try record(
            #"""
            {"id":"UBUNTU-CVE-2023-38545","modified":"2024-01-01T00:00:00Z","upstream":["CVE-2023-38545"],
             "severity":[{"type":"Ubuntu","score":"high"}],
             "affected":[{"package":{"ecosystem":"Ubuntu:22.04:LTS","name":"curl"},
               "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"7.81.0-1ubuntu1.14"}]}]},
              {"package":{"ecosystem":"Ubuntu:Pro:16.04:LTS","name":"curl"},"versions":["7.47.0-1ubuntu2"]}]}
            """#)
        #expect(ubuntu.advisory.aliases == ["CVE-2023-38545"])
        #expect(ubuntu.advisory.upstream == [])
        #expect(ubuntu.advisory.severities == [SourcedSeverity(source: "ubuntu", word: "high")])
        #expect(
            ubuntu.affected == [
                AffectedPackage(
                    ecosystem: Ecosystem(.ubuntu, "22.04"), name: "curl",
                    ranges: [VersionRange(.dpkg, fixed: "7.81.0-1ubuntu1.14")]),
                AffectedPackage(
                    ecosystem: Ecosystem(.ubuntu, "16.04"), name: "curl", stream: "Pro", versions: ["7.47.0-1ubuntu2"]),
            ])
        let redHat = try record(
            #"""
            {"id":"RHSA-2023:5763","modified":"2024-01-01T00:00:00Z","upstream":["CVE-2023-38545","CVE-2023-38546"],
             "affected":[{"package":{"ecosystem":"Red Hat:enterprise_linux:9::baseos","name":"curl"},
               "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"0:7.76.1-23.el9_2.4"}]}]}]}
            """#)
        #expect(redHat.advisory.upstream == ["CVE-2023-38545", "CVE-2023-38546"])
        #expect(
            redHat.affected == [
                AffectedPackage(
                    ecosystem: Ecosystem(.redHat, "9"), name: "curl", stream: "enterprise_linux:9::baseos",
                    ranges: [VersionRange(.rpm, fixed: "0:7.76.1-23.el9_2.4")])
            ])
    }

    @Test(arguments: [
        ("Go", "Go", nil), ("Debian:12", "Debian:12", nil), ("Debian:bookworm", "Debian:12", nil),
        ("Alpine:v3.18", "Alpine:3.18", nil), ("Wolfi", "Wolfi", nil), ("Chainguard", "Chainguard", nil),
        ("Ubuntu:24.10", "Ubuntu:24.10", nil), ("Ubuntu:Pro:FIPS:20.04:LTS", "Ubuntu:20.04", "Pro:FIPS"),
        ("Red Hat:rhel_eus:9.2::appstream", "Red Hat:9", "rhel_eus:9.2::appstream"),
        ("Red Hat:openshift:4.14::el8", "Red Hat:8", "openshift:4.14::el8"), ("Rocky Linux:8", "Rocky Linux:8", nil),
        ("AlmaLinux:9", "AlmaLinux:9", nil),
        ("SUSE:Linux Enterprise Server 15 SP4-LTSS", "SUSE:15.4", "Linux Enterprise Server 15 SP4-LTSS"),
        ("openSUSE:Leap 15.5", "openSUSE:15.5", "Leap 15.5"),
        ("openSUSE:Tumbleweed", "openSUSE:tumbleweed", "Tumbleweed"),
    ])
    func knowsEcosystems(_ text: String, _ key: String, _ stream: String?) {
        let found = OSVEcosystem(text)
        #expect(found?.ecosystem.description == key)
        #expect(found?.stream == stream)
        #expect(Ecosystem(key: key) == found?.ecosystem)
    }

    @Test(arguments: [
        "npm", "", "Debian", "Alpine:", "Ubuntu", "Red Hat", "Red Hat:jboss:7", "SUSE:Manager", "Rocky Linux",
    ])
    func passesOverOthers(_ text: String) { #expect(OSVEcosystem(text) == nil) }

    @Test func rangesWithSeveralBranches() throws {
        #expect(
            try ranges(
                #"{"introduced":"0"},{"fixed":"1.0.1"},{"introduced":"1.1.0"},{"fixed":"1.1.2"},{"introduced":"2.0.0"}"#
            )
                == [
                    VersionRange(.go, fixed: "1.0.1"), VersionRange(.go, introduced: "1.1.0", fixed: "1.1.2"),
                    VersionRange(.go, introduced: "2.0.0"),
                ])
        // Events are judged in the order of their versions, however they stand.
        #expect(
            try ranges(#"{"introduced":"1.1.0"},{"introduced":"0"},{"fixed":"1.1.2"},{"fixed":"1.0.1"}"#)
                == [VersionRange(.go, fixed: "1.0.1"), VersionRange(.go, introduced: "1.1.0", fixed: "1.1.2")])
        #expect(
            try ranges(#"{"introduced":"1.0.0"},{"last_affected":"1.5.0"}"#)
                == [VersionRange(.go, introduced: "1.0.0", lastAffected: "1.5.0")])
        // A second fix of a branch that is closed tells nothing; so does what begins within an open one.
        #expect(
            try ranges(#"{"introduced":"0"},{"introduced":"1.0.0"},{"fixed":"1.2.0"},{"fixed":"1.3.0"}"#)
                == [VersionRange(.go, fixed: "1.2.0")])
        #expect(try ranges(#"{"introduced":"0"},{"limit":"*"}"#) == [VersionRange(.go)])
        #expect(try ranges(#"{"fixed":"1.2.0"}"#) == [VersionRange(.go, fixed: "1.2.0")])
        #expect(try ranges("") == [])
    }

    @Test(arguments: [
        ("<= 1.4.2", VersionRange(.go, introduced: "1.0.0", lastAffected: "1.4.2")),
        ("< 1.5.0", VersionRange(.go, introduced: "1.0.0", fixed: "1.5.0")),
        ("> 3", VersionRange(.go, introduced: "1.0.0")), ("<= x", VersionRange(.go, introduced: "1.0.0")),
    ])
    func readsGitHubsLastKnownVersion(_ bound: String, _ range: VersionRange) throws {
        let record = try record(
            #"{"id":"GHSA-2222-2222-2222","modified":"2024-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"Go","#
                + #""name":"m"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"1.0.0"}]}],"#
                + #""database_specific":{"last_known_affected_version_range":"\#(bound)"}}]}"#)
        #expect(record.affected[0].ranges == [range])
    }

    /// Commits tell nothing of versions; an entry with nothing else must not count as "every version".
    @Test func commitsAreNoVersions() throws {
        let record = try record(
            #"{"id":"GO-2024-1","modified":"2024-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"Go","name":"m"},"ranges":[{"type":"GIT","repo":"https://x","events":[{"introduced":"0"}]}]}]}"#
        )
        #expect(record.affected == [])
    }

    @Test func keepsRangesOfTheProjectsOwnNumbers() throws {
        let record = try record(
            #"{"id":"GO-2024-2428","modified":"2024-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"Go","name":"k8s.io/ingress-nginx"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"}]}],"ecosystem_specific":{"custom_ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"RELEASE.2025"}]}]}}]}"#
        )
        #expect(record.affected[0].ranges == [VersionRange(.go)])
        #expect(record.affected[0].upstreamRanges == [VersionRange(.go, fixed: "RELEASE.2025")])
    }

    @Test func withdrawalsStayWithdrawn() throws {
        #expect(
            try record(#"{"id":"GO-1","modified":"x","withdrawn":"2024-02-03T00:00:00Z"}"#).advisory.withdrawn
                == "2024-02-03")
        #expect(try record(#"{"id":"GO-1","modified":"x","withdrawn":"soon"}"#).advisory.withdrawn == "1970-01-01")
    }

    @Test(arguments: [
        #"{"id":"GO-1","modified":"x","affected":[{"package":{"ecosystem":"Go"}}]}"#,
        #"{"id":"GO-1","modified":"x","affected":[{"package":{"ecosystem":"Go","name":"m"},"ranges":[{"events":[]}]}]}"#,
        #"{"id":"GO-1","modified":"x","affected":[{"package":{"ecosystem":"Go","name":"m"},"ranges":[{"type":"SEMVER","events":[{"introduced":"not a version"}]}]}]}"#,
        #"{"id":"GO-1","modified":"x","affected":[{"package":{"ecosystem":"Go","name":"m"},"ranges":[{"type":"SEMVER","events":[{"introduced":1}]}]}]}"#,
        #"{"id":"GO-1","modified":"x","affected":[{]}"#,
    ])
    func namesBadRecords(_ text: String) throws {
        let (_, sink) = try TestSink.read(text, named: "x.json")
        #expect(sink.records == [])
        #expect(sink.skipped.count == 1)
    }

    @Test func readsTheRealGoDatabase() throws {
        guard let path = Scratch.real("go-vulndb-osv.tar.zst") else { return }
        let builder = AdvisoryDatabaseBuilder()
        let sample = try Scratch.readSample(of: path, into: builder)
        let source = try #require(builder.report().sources.first)
        #expect(source.name == "go-vulndb")
        #expect(source.records == sample.read)
        #expect(source.skipped == 0)
        #expect(!sample.isWhole || source.records == 4291)
        #expect(!sample.isWhole || builder.advisories.filter { $0.withdrawn != nil }.count == 17)
    }

    @Test(arguments: [
        (#"{"introduced":"1.0.0"},{"last_affected":"1.2.0"}"#, "1.0.0-=1.2.0"),
        (#"{"introduced":"0"},{"limit":"2.0.0"}"#, "-2.0.0"),
        (#"{"introduced":"0"},{"fixed":"1.5.0"},{"introduced":"2.0.0"},{"limit":"2.0.0"}"#, "-1.5.0"),
        (#"{"introduced":"0"},{"limit":"1.0.0"},{"limit":"*"}"#, "-"),
        (#"{"introduced":"0"},{"last_affected":"3.0.0"},{"limit":"2.0.0"},{"limit":"1.0.0"}"#, "-2.0.0"),
        (
            #"{"fixed":"2.1.0"},{"introduced":"2.0.0"},{"introduced":"1.0.0"},{"fixed":"1.3.0"},{"introduced":"3.0.0"}"#,
            "1.0.0-1.3.0 2.0.0-2.1.0 3.0.0-"
        ),
    ])
    func eventsBecomeIntervals(_ events: String, _ expected: String) throws {
        let ranges = try ranges(events).map { range in
            "\(range.introduced ?? "")-\(range.fixed ?? range.lastAffected.map { "=" + $0 } ?? "")"
        }
        #expect(ranges.joined(separator: " ") == expected)
    }
}
