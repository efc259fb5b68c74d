import Findings
import Inventory
import Testing

@testable import Advisories

@Suite struct DistributionMatchingTests {
    private let debian = OperatingSystem(id: "debian", version: "12", codename: "bookworm")

    @Test func debianIsJudgedBySourcePackageAndRelease() throws {
        let packages = [
            Make.deb("libssl3", "3.0.9-1+b1", source: "openssl", sourceVersion: "3.0.9-1"),
            Make.deb("openssl", "3.0.9-1"), Make.deb("bash", "5.2.15-2"),
        ]
        let records = [
            Make.os(
                "CVE-2023-5363", Ecosystem(.debian, "12"), "openssl", fixed: "3.0.11-1~deb12u2",
                aliases: ["DSA-5532-1"],
                status: .fixed, rating: "not yet assigned"),
            Make.os("CVE-2023-1111", Ecosystem(.debian, "11"), "openssl", fixed: "9.0"),
            Make.os("CVE-2023-2222", Ecosystem(.debian, "12"), "libssl3", fixed: "9.0"),
            Make.os(
                "CVE-2010-0928", Ecosystem(.debian, "12"), "openssl", fixed: nil, status: .affected,
                rating: "unimportant"),
            Make.os("CVE-2011-1", Ecosystem(.debian, "12"), "bash", fixed: nil, status: .willNotFix),
            Make.os("CVE-2011-2", Ecosystem(.debian, "12"), "bash", fixed: nil, status: .notAffected),
            Make.os("CVE-2011-3", Ecosystem(.debian, "12"), "bash", fixed: nil, status: .endOfLife),
            Make.os("CVE-2011-4", Ecosystem(.debian, "12"), "bash", fixed: nil, status: .underInvestigation),
        ]
        let result = try Make.match(packages, os: debian, records)
        func statuses(_ name: String) -> [String: FindingStatus] {
            Dictionary(
                result.findings.filter { $0.package?.name == name }.map { ($0.id, $0.status ?? .notAffected) },
                uniquingKeysWith: { first, _ in first })
        }
        #expect(statuses("openssl") == ["CVE-2023-5363": .fixed, "CVE-2010-0928": .affected])
        #expect(statuses("libssl3") == ["CVE-2023-5363": .fixed, "CVE-2010-0928": .affected])
        #expect(
            statuses("bash") == [
                "CVE-2011-1": .willNotFix, "CVE-2011-3": .endOfLife, "CVE-2011-4": .underInvestigation,
            ])
        let fixed = try #require(result.findings.first { $0.id == "CVE-2023-5363" && $0.package?.name == "libssl3" })
        #expect(fixed.package?.fixedVersion == "3.0.11-1~deb12u2")
        #expect(fixed.aliases == ["DSA-5532-1"])
        #expect(fixed.references.contains("https://security-tracker.debian.org/tracker/CVE-2023-5363"))
        #expect(fixed.fix?.summary.contains("source package openssl") == true)
        #expect(result.findings.first { $0.id == "CVE-2010-0928" }?.severity == .negligible)
        // One upgrade for both binary packages.
        #expect(result.upgrades.map(\.package) == ["openssl"])
        #expect(result.upgrades.first?.to == "3.0.11-1~deb12u2")
        #expect(result.upgrades.first?.clears == ["CVE-2023-5363"])
    }

    static let orders: [(OperatingSystem, Package, Ecosystem, String, Bool)] = [
        (.init(id: "debian", version: "12"), Make.deb("a", "1.0-1"), Ecosystem(.debian, "12"), "1.0-1+deb12u1", true),
        (
            .init(id: "debian", version: "12"), Make.deb("a", "1.0-1+deb12u1"), Ecosystem(.debian, "12"),
            "1.0-1+deb12u1", false
        ),
        (.init(id: "debian", version: "12"), Make.deb("a", "1.0~rc1-1"), Ecosystem(.debian, "12"), "1.0-1", true),
        (.init(id: "debian", version: "12"), Make.deb("a", "1:0.5-1"), Ecosystem(.debian, "12"), "2.0-1", false),
        (
            .init(id: "debian", codename: "trixie"), Make.deb("a", "1.0-1"), Ecosystem(.debian, "13"), "1.0-2", true
        ),
        (
            .init(id: "ubuntu", version: "22.04"), Make.deb("a", "1.0-1ubuntu0.1", distribution: "ubuntu"),
            Ecosystem(.ubuntu, "22.04"), "1.0-1ubuntu0.2", true
        ),
        (
            .init(id: "alpine", version: "3.18.4"), Make.apk("libcrypto3", "3.1.3-r0", origin: "a"),
            Ecosystem(.alpine, "3.18"), "3.1.4-r0", true
        ),
        (
            .init(id: "alpine", version: "3.18.4"), Make.apk("a", "3.1.4-r0"), Ecosystem(.alpine, "3.18"), "3.1.4-r0",
            false
        ),
        (
            .init(id: "alpine", version: "3.18.4"), Make.apk("a", "3.1.3-r0"), Ecosystem(.alpine, "3.19"), "3.1.4-r0",
            false
        ),
        (
            .init(id: "alpine", version: "3.20.0_alpha20240101"), Make.apk("a", "3.1.3-r0"), Ecosystem(.alpine, "edge"),
            "3.1.4-r0", true
        ),
        (
            .init(id: "wolfi", version: "20230201"), Make.apk("a", "1.2.3-r9", distribution: "wolfi"), .wolfi,
            "1.2.3-r10", true
        ),
        (
            .init(id: "chainguard", version: "20230214"), Make.apk("a", "1.2.3-r10", distribution: "chainguard"),
            .chainguard, "1.2.3-r10", false
        ),
        (
            .init(id: "rhel", version: "9.2"), Make.rpm("a", "1:3.0.7-6.el9_2"), Ecosystem(.redHat, "9"),
            "1:3.0.7-16.el9_2", true
        ),
        (
            .init(id: "rocky", version: "9.3"), Make.rpm("a", "3.0.7-20.el9", distribution: "rocky"),
            Ecosystem(.rocky, "9"),
            "0:3.0.7-16.el9", false
        ),
        (
            .init(id: "amzn", version: "2023"), Make.rpm("a", "1.0-1.amzn2023", distribution: "amzn"),
            Ecosystem(.amazon, "2023"), "1.0-2.amzn2023", true
        ),
        (
            .init(id: "sles", version: "15.5"), Make.rpm("libx", "1.0-150500.1", source: "a", distribution: "sles"),
            Ecosystem(.suse, "15.5"), "1.0-150500.3.1", true
        ),
    ]

    @Test(arguments: orders.indices) func ordersVersionsAsTheDistributionDoes(_ index: Int) throws {
        let (os, package, ecosystem, fixed, isAffected) = Self.orders[index]
        let result = try Make.match([package], os: os, [Make.os("CVE-2024-1", ecosystem, "a", fixed: fixed)])
        #expect(result.findings.count == (isAffected ? 1 : 0), "\(package.name) \(package.version) on \(os.id)")
    }

    @Test func bulletinsGiveOneFindingForEachVulnerability() throws {
        let bulletin = Make.os(
            "RHSA-2024:1", Ecosystem(.redHat, "9"), "openssl", fixed: "1:3.0.7-16.el9", feed: "redhat",
            upstream: ["CVE-2024-1", "CVE-2024-2"], stream: "enterprise_linux:9::baseos", rating: "Important")
        let other = Make.os(
            "RHSA-2024:2", Ecosystem(.redHat, "9"), "openssl", fixed: "1:3.0.7-18.el9", feed: "redhat",
            upstream: ["CVE-2024-2"], stream: "enterprise_linux:9::baseos", rating: "Moderate")
        let result = try Make.match(
            [Make.rpm("openssl", "1:3.0.7-6.el9")], os: OperatingSystem(id: "rhel", version: "9.2"), [bulletin, other])
        #expect(result.findings.map(\.id) == ["CVE-2024-1", "CVE-2024-2"])
        #expect(result.findings.map(\.aliases) == [["RHSA-2024:1"], ["RHSA-2024:1", "RHSA-2024:2"]])
        #expect(result.findings.map { $0.package?.fixedVersion } == ["1:3.0.7-16.el9", "1:3.0.7-18.el9"])
        #expect(result.findings.first?.severity == .high)
        #expect(result.findings.first?.severitySource == "redhat")
        #expect(result.upgrades.map(\.to) == ["1:3.0.7-18.el9"])
    }

    @Test func modulesAndStreamsOfRedHatAreToldApart() throws {
        let os = OperatingSystem(id: "rhel", version: "8.8")
        func findings(
            _ installed: String, _ modularity: String?, fixed: String, stream: String = "enterprise_linux:8::appstream"
        ) throws -> Int {
            let record = Make.os("CVE-2024-1", Ecosystem(.redHat, "8"), "nodejs", fixed: fixed, stream: stream)
            return try Make.match([Make.rpm("nodejs", installed, modularity: modularity)], os: os, [record]).findings
                .count
        }
        let module16 = "1:16.20.2-3.module+el8.8.0+1"
        let label16 = "nodejs:16:8080020230101:abc"
        #expect(try findings(module16, label16, fixed: "1:16.20.2-4.module+el8.9.0+2") == 1)
        // Another stream, and the package outside the module.
        #expect(try findings(module16, label16, fixed: "1:18.20.4-1.module+el8.10.0+3") == 0)
        #expect(try findings(module16, label16, fixed: "1:18.0.0-1.el8") == 0)
        #expect(try findings("1:10.0.0-1.el8", nil, fixed: "1:18.20.4-1.module+el8.10.0+3") == 0)
        #expect(try findings("1:10.0.0-1.el8", nil, fixed: "1:10.0.0-2.el8") == 1)
        // Rolling streams have one version at a time.
        #expect(
            try findings("2:3.0-1.module+el8.5.0+1", "container-tools:rhel8:1:a", fixed: "2:4.0-1.module+el8.6.0+2")
                == 1)
        // Extended support speaks of builds for its minor release.
        #expect(try findings("1.0-2.el8", nil, fixed: "1.0-3.el8_6", stream: "rhel_eus:8.6::appstream") == 0)
        #expect(try findings("1.0-2.el8_6", nil, fixed: "1.0-3.el8_6", stream: "rhel_eus:8.6::appstream") == 1)
        #expect(try findings("1.0-2.el8", nil, fixed: "1.1-1.rhaos4.14.el8", stream: "openshift:4.14::el8") == 0)
    }

    @Test func ubuntuProIsForSubscribers() throws {
        let os = OperatingSystem(id: "ubuntu", version: "20.04")
        let pro = Make.os(
            "UBUNTU-CVE-2024-1", Ecosystem(.ubuntu, "20.04"), "ffmpeg", fixed: "7:4.2.7-0ubuntu0.1+esm5",
            aliases: ["CVE-2024-1"], stream: "Pro", rating: "medium")
        let plain = try Make.match([Make.deb("ffmpeg", "7:4.2.7-0ubuntu0.1", distribution: "ubuntu")], os: os, [pro])
        #expect(plain.findings.map(\.status) == [.affected])
        #expect(plain.findings.first?.id == "CVE-2024-1")
        #expect(plain.findings.first?.package?.fixedVersion == nil)
        #expect(plain.findings.first?.evidence.first?.contains("subscribers") == true)
        let subscriber = try Make.match(
            [Make.deb("ffmpeg", "7:4.2.7-0ubuntu0.1+esm1", distribution: "ubuntu")], os: os, [pro])
        #expect(subscriber.findings.map { $0.package?.fixedVersion } == ["7:4.2.7-0ubuntu0.1+esm5"])
    }

    @Test func findsTheReleaseInThePackagesOwnPurl() throws {
        var package = Make.deb("a", "1.0-1")
        package.purl = "pkg:deb/debian/a@1.0-1?arch=amd64&distro=debian-12"
        let record = Make.os("CVE-2024-1", Ecosystem(.debian, "12"), "a", fixed: "2.0")
        #expect(try Make.match([package], [record]).findings.count == 1)
        package.purl = "pkg:deb/debian/a@1.0-1"
        let unknown = try Make.match([package], [record])
        #expect(unknown.findings.isEmpty)
    }

    @Test func packagesOfAnotherReleaseAreJudgedByIt() throws {
        let records = [
            Make.os("CVE-1", Ecosystem(.debian, "11"), "a", fixed: "2.0-1"),
            Make.os("CVE-2", Ecosystem(.debian, "12"), "a", fixed: "2.0-1"),
        ]
        for (mark, id) in [("debian-11", "CVE-1"), ("debian-12.5", "CVE-2"), ("debian-bookworm", "CVE-2")] {
            var package = Make.deb("a", "1.0-1")
            package.purl = "pkg:deb/debian/a@1.0-1?distro=\(mark)"
            #expect(try Make.match([package], os: debian, records).findings.map(\.id) == [id], "\(mark)")
        }
    }

    static let derivatives: [(OperatingSystem, Ecosystem?)] = [
        (.init(id: "raspbian", version: "12", like: ["debian"]), Ecosystem(.debian, "12")),
        (.init(id: "pop", version: "22.04", like: ["ubuntu", "debian"]), Ecosystem(.ubuntu, "22.04")),
        (.init(id: "linuxmint", version: "21.2", like: ["ubuntu", "debian"]), nil),
        (.init(id: "kali", version: "2023.4", like: ["debian"]), nil),
        (.init(id: "centos", version: "9", like: ["rhel", "fedora"]), Ecosystem(.redHat, "9")),
        (.init(id: "fedora", version: "39"), nil),
        (.init(id: "wolfi", version: "20230201"), .wolfi),
    ]

    @Test(arguments: derivatives.indices) func takesOnlySoundDerivatives(_ index: Int) {
        let (os, ecosystem) = Self.derivatives[index]
        #expect(DistributionJudge.ecosystem(of: os) == ecosystem)
    }

    @Test func saysWhatNobodyJudges() throws {
        let result = try Make.match(
            [Make.deb("a", "1", distribution: "kali")], os: OperatingSystem(id: "kali", version: "2023.4"), [])
        #expect(result.notes.map(\.makesPartial) == [true])
        #expect(result.notes.first?.text.contains("kali") == true)
        let packages = (0..<12).map { Make.deb("p\($0)", "1") }
        let empty = try Make.match(packages, os: debian, [])
        #expect(empty.notes.map(\.makesPartial) == [true])
        #expect(empty.notes.first?.text.contains("Debian:12") == true)
        let odd = try Make.match(
            [Make.apk("a", "not a version")], os: OperatingSystem(id: "alpine", version: "3.18.1"),
            [Make.os("CVE-1", Ecosystem(.alpine, "3.18"), "a", fixed: "1.0-r0")])
        #expect(odd.findings.isEmpty)
        #expect(odd.notes.first?.text.contains("cannot be compared") == true)
    }

    @Test func removedPackagesAreNotJudged() throws {
        var package = Make.deb("a", "1.0-1")
        package.properties["state"] = "config-files"
        let record = Make.os("CVE-2024-1", Ecosystem(.debian, "12"), "a", fixed: "2.0")
        #expect(try Make.match([package], os: debian, [record]).findings.isEmpty)
    }

    /// Rocky's OSV records name the source package, its repositories' own records each binary package.
    @Test func rockysAdvisoriesNameEither() throws {
        let rocky = Ecosystem(.rocky, "9")
        let records = [
            Make.os("RLSA-2024:1", rocky, "openssl", fixed: "1:3.0.7-25.el9_3", upstream: ["CVE-2023-3446"]),
            Make.os("RLSA-2024:2", rocky, "openssl-libs", fixed: "1:3.0.7-24.el9", upstream: ["CVE-2023-2975"]),
        ]
        let package = Make.rpm("openssl-libs", "1:3.0.7-20.el9", source: "openssl", distribution: "rocky")
        let result = try Make.match([package], os: OperatingSystem(id: "rocky", version: "9.2"), records)
        #expect(result.findings.map(\.id).sorted() == ["CVE-2023-2975", "CVE-2023-3446"])
        #expect(result.findings.allSatisfy { $0.package?.name == "openssl-libs" && $0.otherLocations.isEmpty })
    }
}
