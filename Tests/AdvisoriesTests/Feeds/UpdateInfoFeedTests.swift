import Findings
import Inventory
import Testing

@testable import Advisories

@Suite struct UpdateInfoFeedTests {
    /// As Oracle's and Amazon's repositories write it; facts of ELSA-2019-0109 and ALAS2-2020-1561.
    private let text = """
        <?xml version="1.0" encoding="UTF-8"?>
        <updates>
          <update from="el-errata@example.com" status="final" type="security" version="2.0">
            <id>ELSA-2019-0109</id><title>perl security update</title>
            <issued date="2019-01-21 00:00:00"/><severity>Important</severity>
            <description>a text with &lt;update&gt; in it, which is not kept</description>
            <references>
              <reference href="https://linux.oracle.com/errata/ELSA-2019-0109.html" id="ELSA-2019-0109" type="self"/>
              <reference href="https://linux.oracle.com/cve/CVE-2018-18311.html" id="CVE-2018-18311" type="cve"/>
            </references>
            <pkglist><collection short="ol7_x86_64_latest"><name>Oracle Linux 7</name>
              <package name="perl" version="5.16.3" release="294.el7_6" epoch="4" arch="x86_64"><filename>perl.rpm</filename></package>
              <package name="perl" version="5.16.3" release="294.el7_6" epoch="4" arch="src"/>
              <package name="perl-CPAN" version="1.9800" release="294.el7_6" epoch="0" arch="noarch"/>
            </collection></pkglist>
          </update>
          <update author="linux-security@amazon.com" from="linux-security@amazon.com" status="final" type="security" version="1.4">
            <id>ALAS2-2020-1561</id><issued date="2020-11-09 17:51"/><updated date="2020-11-10 00:00"/>
            <severity>medium</severity>
            <references>
              <reference href="" id="CVE-2019-3695" title="" type="cve"/><reference href="" id="CVE-2019-3696" type="cve"/>
            </references>
            <pkglist><collection short="amazon-linux-2---core"><name>Amazon Linux 2</name>
              <package arch="aarch64" epoch="0" name="pcp" release="12.amzn2.0.1" version="4.3.2"/>
              <package arch="x86_64" epoch="0" name="pcp" release="12.amzn2.0.1" version="4.3.2"/>
            </collection></pkglist>
          </update>
          <update><id>ELSA-2019-0001</id><pkglist><collection>
            <package name="broken" version="1"/></collection></pkglist></update>
          <update><id>FEDORA-2019-1</id></update>
          <update><id>ELSA-2019-0002</id></wrong></update>
        </updates>
        """

    @Test func readsBulletins() throws {
        let (feed, sink) = try TestSink.read(text, named: "updateinfo.xml")
        #expect(feed is UpdateInfoFeed.Type)
        #expect(
            sink.records.map(\.advisory) == [
                Advisory(
                    id: "ELSA-2019-0109", upstream: ["CVE-2018-18311"], feed: "oracle", published: "2019-01-21",
                    modified: "2019-01-21", severities: [SourcedSeverity(source: "oracle", word: "important")]),
                Advisory(
                    id: "ALAS2-2020-1561", upstream: ["CVE-2019-3695", "CVE-2019-3696"], feed: "amazon",
                    published: "2020-11-09", modified: "2020-11-10",
                    severities: [SourcedSeverity(source: "amazon", word: "medium")]),
            ])
        let oracle = Ecosystem(.oracle, "7")
        #expect(
            sink.records[0].affected == [
                AffectedPackage(
                    ecosystem: oracle, name: "perl", ranges: [VersionRange(.rpm, fixed: "4:5.16.3-294.el7_6")],
                    status: .fixed),
                AffectedPackage(
                    ecosystem: oracle, name: "perl-CPAN", ranges: [VersionRange(.rpm, fixed: "1.9800-294.el7_6")],
                    status: .fixed),
            ])
        #expect(sink.records[1].affected.map(\.ecosystem) == [Ecosystem(.amazon, "2")])
        #expect(
            sink.skipped == [
                "oracle: ELSA-2019-0001: a package has no name, version or release",
                "oracle: updateinfo.xml: record 5: it is no XML",
            ])
        #expect(sink.dates == ["oracle": "2019-01-21", "amazon": "2020-11-10"])
    }

    /// Half a document would be silent about the other half.
    @Test func aDocumentThatBreaksOffIsRefused() throws {
        for length in stride(from: 80, to: text.utf8.count - 12, by: 97) {
            let document = FeedDocument(place: "updateinfo.xml", bytes: Array(text.utf8.prefix(length)))
            #expect(UpdateInfoFeed.accepts(document))
            #expect(throws: FeedProblem.self) { try UpdateInfoFeed.read(document, into: TestSink()) }
        }
    }

    @Test(
        arguments: [
            ("ALAS2023-2023-1", "1.amzn2023.0.2", "Amazon Linux:2023"),
            ("ALAS-2014-1", "1.9.amzn1", "Amazon Linux:2018"),
            ("ALAS2LIVEPATCH-2021-1", "1.amzn2", "Amazon Linux:2"), ("ELSA-2023-1", "1.0.1.el9_2", "Oracle Linux:9"),
            ("ELSA-2023-2", "1.module+el8.9.0+90035+a1", "Oracle Linux:8"), ("RLSA-2023:1", "1.el9", "Rocky Linux:9"),
            ("ALSA-2023:1", "1.el8_8", "AlmaLinux:8"), ("ELSA-2023-3", "1.nothing", nil),
        ] as [(String, String, String?)])
    func releasesStandInTheVersion(_ id: String, _ release: String, _ ecosystem: String?) throws {
        let (_, sink) = try TestSink.read(
            "<updates><update><id>\(id)</id><pkglist><collection><package name='a' version='1' release='\(release)'/>"
                + "</collection></pkglist></update></updates>", named: "u.xml")
        #expect(sink.records.first?.affected.first?.ecosystem.description == ecosystem)
    }

    @Test func judgesWhatTheRepositorySays() throws {
        let database = try Scratch.database([], documents: [("updateinfo.xml", text)])
        func ids(_ package: Package, _ os: OperatingSystem) throws -> [String] {
            let matcher = VulnerabilityMatcher(database: database)
            return try matcher.match(Inventory(os: os, packages: [package]), on: "2026-01-02").findings.map(\.id)
        }
        let oracle = OperatingSystem(id: "ol", version: "7.9")
        #expect(try ids(Make.rpm("perl", "4:5.16.3-293.el7", distribution: "ol"), oracle) == ["CVE-2018-18311"])
        #expect(try ids(Make.rpm("perl", "4:5.16.3-294.el7_6", distribution: "ol"), oracle).isEmpty)
        #expect(try ids(Make.rpm("perl", "4:5.16.3-293.ksplice1.el7", distribution: "ol"), oracle).isEmpty)
        let amazon = OperatingSystem(id: "amzn", version: "2")
        #expect(
            try ids(Make.rpm("pcp", "4.3.2-11.amzn2", distribution: "amzn"), amazon)
                == ["CVE-2019-3695", "CVE-2019-3696"])
        #expect(
            try ids(
                Make.rpm("pcp", "4.3.2-11.amzn2", distribution: "amzn"), OperatingSystem(id: "amzn", version: "2023")
            ).isEmpty)
    }
}
