import Findings
import Inventory
import Testing

@testable import Advisories

@Suite struct GoMatchingTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var version: String
        var ranges: [Range]
        /// Nil where it is not affected, `-` where there is no fix.
        var fixed: String?

        struct Range: Sendable {
            var introduced: String?
            var fixed: String?
        }

        init(_ version: String, _ ranges: [(String?, String?)], _ fixed: String?) {
            self.version = version
            self.ranges = ranges.map { Range(introduced: $0.0, fixed: $0.1) }
            self.fixed = fixed
        }

        var testDescription: String { version }
        var pairs: [(String?, String?)] { ranges.map { ($0.introduced, $0.fixed) } }
    }

    static let modules = [
        Case("v0.7.0", [(nil, "0.13.0")], "v0.13.0"),
        Case("v0.13.0", [(nil, "0.13.0")], nil),
        Case("v0.13.0-rc.1", [(nil, "0.13.0")], "v0.13.0"),
        Case(
            "v0.0.0-20220906165146-f3363e06e74c", [(nil, "0.0.0-20220906165534-f3363e06e74d")],
            "v0.0.0-20220906165534-f3363e06e74d"),
        Case("v0.0.0-20220906165534-f3363e06e74d", [(nil, "0.0.0-20220906165146-f3363e06e74c")], nil),
        Case("v0.0.0-20190101000000-aaaaaaaaaaaa", [("0.1.0", nil)], nil),
        // A pseudo-version is before the release it leads to.
        Case("v1.2.4-0.20230101000000-abcdefabcdef", [(nil, "1.2.4")], "v1.2.4"),
        Case("v2.0.0+incompatible", [("1.0.0", "2.1.0")], "v2.1.0"),
        Case("v20.10.0+incompatible", [(nil, "20.10.9+incompatible")], "v20.10.9+incompatible"),
        Case("v1.2.0", [(nil, nil)], "-"),
        // Branches repaired one by one: the fix of the branch in use.
        Case("v1.2.3", [(nil, "1.2.9"), ("1.3.0", "1.3.4")], "v1.2.9"),
        Case("v1.3.1", [(nil, "1.2.9"), ("1.3.0", "1.3.4")], "v1.3.4"),
        Case("v1.2.9", [(nil, "1.2.9"), ("1.3.0", "1.3.4")], nil),
        // What ends where the next begins is no way out.
        Case("v1.2.3", [(nil, "1.3.0"), ("1.3.0", "1.3.4")], "v1.3.4"),
        Case("v1.0.0", [("0", "1.0.1")], "v1.0.1"),
        Case("v1.0.0", [(nil, "0")], nil),
    ]

    @Test(arguments: modules) func judgesModuleVersions(_ test: Case) throws {
        let result = try Make.match(
            [Make.module("example.com/m", test.version)], [Make.go("GO-2024-1", "example.com/m", test.pairs)])
        #expect(result.findings.count == (test.fixed == nil ? 0 : 1))
        #expect(result.findings.first?.package?.fixedVersion == (test.fixed == "-" ? nil : test.fixed))
        #expect(result.notes.isEmpty)
        if let finding = result.findings.first {
            #expect(finding.status == (test.fixed == "-" ? .affected : .fixed))
        }
    }

    static let stdlib: [(String, String?)] = [
        ("go1.19.8", "go1.19.9"), ("go1.19.9", nil), ("go1.20", "go1.20.4"), ("go1.20.4", nil),
        ("go1.20rc1", "go1.20.4"),
        ("go1.20beta1", "go1.20.4"), ("go1.21", nil), ("go1.19.8-fips", "go1.19.9"),
        ("go1.20.3 X:boringcrypto", "go1.20.4"),
        ("1.19.8", "go1.19.9"), ("devel go1.20-abcdef", "go1.20.4"), ("go1.17.5b7", "go1.19.9"),
    ]

    @Test(arguments: stdlib) func judgesTheStandardLibraryByItsToolchain(_ version: String, _ fixed: String?) throws {
        let record = Make.go("GO-2023-1", "stdlib", [(nil, "1.19.9"), ("1.20.0-0", "1.20.4")])
        let result = try Make.match([Make.module("stdlib", version)], [record])
        #expect(result.findings.map { $0.package?.fixedVersion } == (fixed.map { [$0] } ?? []))
        #expect(result.upgrades.map(\.to) == (fixed.map { [$0] } ?? []))
    }

    @Test func namesReleasesRatherThanCandidates() throws {
        let record = Make.go("GO-2023-1", "stdlib", [("1.21.0-0", "1.21.0-rc.4")])
        let result = try Make.match([Make.module("stdlib", "go1.21rc2")], [record])
        #expect(result.findings.first?.package?.fixedVersion == "go1.21.0")
        #expect(GoToolchainName.name("1.20.0") == "go1.20")
        #expect(GoToolchainName.name("1.21.0-rc.2") == "go1.21rc2")
        #expect(GoToolchainName.name("1.21.0") == "go1.21.0")
        #expect(GoToolchainName.name("go1.22.1") == "go1.22.1")
    }

    @Test func judgesTheToolchainOnlyWhereItIsShipped() throws {
        let records = [Make.go("GO-2023-2", "toolchain", [(nil, "1.20.5")])]
        #expect(try Make.match([Make.module("stdlib", "go1.20.1")], records).findings.isEmpty)
        let shipped = Make.module(
            "stdlib", "go1.20.1", at: "usr/local/go/bin/go", properties: ["path": "cmd/go"])
        let findings = try Make.match([shipped], records).findings
        #expect(findings.map { $0.package?.name } == ["toolchain"])
        #expect(findings.first?.location?.path == "usr/local/go/bin/go")
        #expect(findings.first?.fix?.summary == "Install go1.20.5 or later.")
        #expect(findings.first?.title == "Vulnerability in the Go toolchain")
    }

    @Test func judgesTheReplacementNotTheReplaced() throws {
        let records = [
            Make.go("GO-2024-1", "example.com/old", [(nil, "9.0.0")]),
            Make.go("GO-2024-2", "example.com/fork", [(nil, "1.5.0")]),
        ]
        let replaced = Make.module("example.com/fork", "v1.4.0", properties: ["replaced": "example.com/old@v1.0.0"])
        let findings = try Make.match([replaced], records).findings
        #expect(findings.map(\.id) == ["GO-2024-2"])
        #expect(findings.first?.fix?.summary == "Replace example.com/old@v1.0.0 with example.com/fork v1.5.0 or later.")
    }

    @Test func saysWhatItCannotJudge() throws {
        let record = Make.go("GO-2024-1", "example.com/m", [(nil, "1.5.0")])
        let folder = try Make.match(
            [Make.module("example.com/m", "v1.0.0", properties: ["replacedBy": "../m"])], [record])
        #expect(folder.findings.isEmpty)
        #expect(folder.notes.map(\.makesPartial) == [true])
        #expect(folder.notes.first?.text.contains("../m") == true)

        let development = try Make.match([Make.module("example.com/m", "(devel)")], [record])
        #expect(development.findings.isEmpty)
        #expect(development.notes.first?.text.contains("(devel)") == true)
        // Where every version is affected, an unknown one is too.
        let all = try Make.match(
            [Make.module("example.com/m", "(devel)")], [Make.go("GO-2024-1", "example.com/m", [(nil, nil)])])
        #expect(all.findings.count == 1)
        #expect(try Make.match([Make.module("example.com/other", "(devel)")], [record]).notes.isEmpty)
    }

    // MARK: - Several databases

    @Test func mergesAliasesIntoOneFindingUnderTheCVE() throws {
        let ghsa = AdvisoryRecord(
            Advisory(
                id: "GHSA-aaaa-bbbb-cccc", aliases: ["CVE-2023-10"], feed: "ghsa",
                severities: [SourcedSeverity(source: "ghsa", word: "HIGH")], cwe: [79]),
            affected: [AffectedPackage(ecosystem: .go, name: "m.io/m", ranges: [VersionRange(.go, fixed: "1.1.0")])])
        let records = [
            Make.go("GO-2023-7", "m.io/m", [(nil, "1.1.0")], aliases: ["CVE-2023-10"]), ghsa,
            Make.go("GO-2023-8", "m.io/m", [(nil, "1.1.0")], aliases: ["CVE-2023-9"]),
        ]
        let findings = try Make.match([Make.module("m.io/m", "v1.0.0")], records).findings
        #expect(findings.map(\.id) == ["CVE-2023-10", "CVE-2023-9"])
        #expect(findings.first?.aliases == ["GHSA-aaaa-bbbb-cccc", "GO-2023-7"])
        #expect(findings.first?.severity == .high)
        #expect(findings.first?.severitySource == "ghsa")
        #expect(findings.first?.title == "CWE-79 cross-site scripting in m.io/m")
        #expect(
            findings.first?.references == [
                "https://nvd.nist.gov/vuln/detail/CVE-2023-10", "https://github.com/advisories/GHSA-aaaa-bbbb-cccc",
                "https://pkg.go.dev/vuln/GO-2023-7",
            ])
    }

    @Test func theReviewedRecordDecidesThenTheOtherDatabases() throws {
        func ghsa(_ fixed: String?) -> AdvisoryRecord {
            AdvisoryRecord(
                Advisory(id: "GHSA-aaaa-bbbb-cccc", aliases: ["CVE-2023-10"], feed: "ghsa"),
                affected: [AffectedPackage(ecosystem: .go, name: "m.io/m", ranges: [VersionRange(.go, fixed: fixed)])])
        }
        let package = [Make.module("m.io/m", "v1.5.0")]
        let reviewed = Make.go("GO-2023-7", "m.io/m", [(nil, "1.2.0")], aliases: ["CVE-2023-10"])
        #expect(try Make.match(package, [reviewed, ghsa("2.0.0")]).findings.isEmpty)
        var unreviewed = Make.go("GO-2023-7", "m.io/m", [(nil, nil)], aliases: ["CVE-2023-10"], isReviewed: false)
        #expect(try Make.match(package, [unreviewed, ghsa("1.2.0")]).findings.isEmpty)
        #expect(try Make.match(package, [unreviewed]).findings.count == 1)
        // Numbers of the project, which a release bears and a commit does not.
        unreviewed.affected[0].upstreamRanges = [VersionRange(.go, fixed: "1.4.0")]
        #expect(try Make.match(package, [unreviewed]).findings.isEmpty)
        let commit = [Make.module("m.io/m", "v0.0.0-20230101000000-abcdefabcdef")]
        let findings = try Make.match(commit, [unreviewed]).findings
        #expect(findings.map(\.confidence) == [.low])
    }

    @Test func leavesWithdrawnAdvisoriesOut() throws {
        let record = Make.go("GO-2023-7", "m.io/m", [(nil, nil)], withdrawn: "2024-05-01")
        #expect(try Make.match([Make.module("m.io/m", "v1.5.0")], [record]).findings.isEmpty)
        #expect(try Make.match([Make.module("m.io/m", "v1.5.0")], [record], on: "2024-04-30").findings.count == 1)
    }

    // MARK: - Places

    @Test func oneFindingForSeveralBinaries() throws {
        let layer = LayerReference(index: 3, digest: "sha256:abc", createdBy: "COPY b /b")
        var second = Make.module("m.io/m", "v1.0.0", at: "a/b")
        second.locations = [PackageLocation(path: "a/b", layer: layer)]
        let packages = [
            Make.module("m.io/m", "v1.0.0", at: "z"), second, Make.module("m.io/m", "v1.0.1", at: "c"),
        ]
        let result = try Make.match(packages, [Make.go("GO-1", "m.io/m", [(nil, "2.0.0")])])
        #expect(result.findings.map { $0.location?.path } == ["a/b", "c"])
        #expect(result.findings.first?.otherLocations.map(\.path) == ["z"])
        #expect(result.findings.first?.location?.layer == layer)
        #expect(result.upgrades.map(\.from) == ["v1.0.0", "v1.0.1"])
    }

    @Test func theOrderOfTheInventoryDoesNotMatter() throws {
        let packages = (0..<20).map { Make.module("m.io/m\($0 % 7)", "v1.\($0 % 3).0", at: "bin/\($0)") }
        let records = (0..<30).map {
            Make.go("GO-2024-\($0)", "m.io/m\($0 % 7)", [(nil, "1.\($0 % 4).0")], aliases: ["CVE-2024-\($0 / 2)"])
        }
        let first = try Make.match(packages, records)
        #expect(!first.findings.isEmpty)
        #expect(try Make.match(packages.reversed(), records.reversed()) == first)
    }

    // MARK: - Conditions

    @Test func mindsThePlatformOfTheBinary() throws {
        let record = Make.go(
            "GO-1", "stdlib", [(nil, "1.30.0")],
            imports: [VulnerableImport(path: "os/exec", symbols: ["Cmd.Start"], goos: ["windows"])])
        func findings(_ goos: String?) throws -> Int {
            var properties: [String: String] = [:]
            properties["goos"] = goos
            let main = Make.module("m.io/app", "v1.0.0", properties: properties)
            let library = Make.module("stdlib", "go1.20.0")
            let program = GoProgram(
                location: PackageLocation(path: "app"), main: main.id, packages: [main.id, library.id])
            return try Make.match([main, library], programs: [program], [record]).findings.count
        }
        #expect(try findings("linux") == 0)
        #expect(try findings("windows") == 1)
        #expect(try findings(nil) == 1)
    }

    @Test func aBinaryOfTheDistributionIsJudgedByIt() throws {
        let owner = Make.deb("podman", "4.3.1+ds1-8")
        let module = Make.module("m.io/m", "v1.0.0", at: "usr/bin/podman", ownedBy: owner.id)
        let records = [Make.go("GO-1", "m.io/m", [(nil, "2.0.0")])]
        let os = OperatingSystem(id: "debian", version: "12")
        let result = try Make.match([owner, module], os: os, records)
        #expect(result.findings.isEmpty)
        #expect(result.upgrades.isEmpty)
        #expect(result.suppressed.map(\.cause) == ["owned-by-distribution"])
        #expect(result.suppressed.first?.finding.id == "GO-1")
        #expect(try Make.match([owner, module], os: os, records, showsOwned: true).findings.count == 1)
        // A distribution that nobody judges does not answer for anything.
        let unknown = try Make.match([owner, module], os: OperatingSystem(id: "slackware", version: "15"), records)
        var foreign = owner
        foreign.distribution = "slackware"
        #expect(unknown.findings.isEmpty || unknown.suppressed.isEmpty)
        let result2 = try Make.match([foreign, module], os: OperatingSystem(id: "slackware", version: "15"), records)
        #expect(result2.findings.count == 1)
        #expect(result2.notes.contains { $0.text.contains("slackware") && $0.makesPartial })
    }

    /// A version such as `(devel)` is a gap only where no distribution judges the binary.
    @Test func notesNoUnknownVersionOfABinaryOfTheDistribution() throws {
        let os = OperatingSystem(id: "debian", version: "12")
        let records = [
            Make.go("GO-1", "m.io/m", [(nil, "2.0.0")]),
            Make.os("DSA-1", Ecosystem(.debian, "12"), "podman", fixed: "1"),
        ]
        let owner = Make.deb("podman", "4.3.1+ds1-8")
        let owned = Make.module("m.io/m", "(devel)", at: "usr/bin/podman", ownedBy: owner.id)
        #expect(try Make.match([owner, owned], os: os, records).notes.isEmpty)
        let asked = try Make.match([owner, owned], os: os, records, showsOwned: true).notes
        #expect(asked.map(\.location?.path) == ["usr/bin/podman"])
        #expect(asked.map(\.makesPartial) == [false])
        // Another binary with the same module is nobody's.
        let other = Make.module("m.io/m", "(devel)", at: "app")
        let notes = try Make.match([owner, owned, other], os: os, records).notes
        #expect(notes.map(\.location?.path) == ["app"])
        #expect(notes.map(\.makesPartial) == [true])
        #expect(notes.first?.text.contains("1 vulnerability (GO-1)") == true)
        // Nor is one whose distribution no advisories are known of.
        let foreign = Make.module("m.io/m", "(devel)", at: "usr/bin/podman", ownedBy: "pkg:deb/slackware/podman@1")
        #expect(try Make.match([foreign], os: os, records).notes.map(\.makesPartial) == [true])
    }

    @Test func carriesExploitationAndPriority() throws {
        let scores = [
            "CVE-2023-1": VulnerabilityScores(
                severities: [SourcedSeverity(source: "nvd", vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N")],
                cwe: [400], exploitation: Exploitation(kevAdded: "2023-10-10", epss: 0.9, epssPercentile: 0.99),
                published: "2023-10-09")
        ]
        let records = [
            Make.go("GO-1", "m.io/m", [(nil, "2.0.0")], aliases: ["CVE-2023-1"]),
            Make.go("GO-2", "m.io/m", [(nil, "2.0.0")]),
        ]
        let findings = try Make.match([Make.module("m.io/m", "v1.0.0")], records, scores: scores).findings
        #expect(findings.map(\.id) == ["CVE-2023-1", "GO-2"])
        #expect(findings.first?.exploitation?.kevAdded == "2023-10-10")
        #expect(findings.first?.cvss.map(\.score) == [7.5])
        #expect(findings.first?.published == "2023-10-09")
        #expect(findings.first?.priority == 45 + 22 + 9 + 3)
        #expect(findings.last?.severity == .unknown)
    }

    // MARK: - What is set aside

    /// A bare go line says which Go is the oldest that may build, not which one does.
    @Test func aGoLineAloneIsNoToolchain() throws {
        let record = Make.go("GO-2023-1", "stdlib", [(nil, "1.19.9")])
        let library = Make.module(
            "stdlib", "go1.19", at: "go.mod", properties: ["minimum": "true", "line": "3"])
        let result = try Make.match([library], [record])
        #expect(result.findings.isEmpty)
        #expect(result.suppressed.map(\.cause) == ["minimum-go-version"])
        #expect(result.upgrades.isEmpty)
        #expect(result.notes.map(\.makesPartial) == [false])
        #expect(result.notes.first?.location == Location(path: "go.mod", line: 3))
        #expect(result.notes.first?.text.contains("1 vulnerability of that release") == true)
        // With a toolchain line the same is a finding.
        #expect(try Make.match([Make.module("stdlib", "go1.19", at: "go.mod")], [record]).findings.count == 1)
    }

    /// A rejected CVE id names nothing; another id of the same vulnerability that stands keeps it.
    @Test func aRejectedIdWithdrawsWhatItNames() throws {
        let records = [
            Make.go("GO-1", "m", [(nil, "1.2.0")], aliases: ["CVE-2024-0001"]),
            Make.go("GO-2", "m", [(nil, "1.2.0")], aliases: ["CVE-2024-0001", "CVE-2024-0002", "GHSA-x"]),
            Make.go("GO-3", "m", [(nil, "1.2.0")], aliases: ["CVE-2024-0003"]),
            Make.go("GO-4", "m", [(nil, "1.2.0")]),
        ]
        var rejected = VulnerabilityScores()
        rejected.isRejected = true
        let result = try Make.match(
            [Make.module("m", "v1.0.0")], records, scores: ["CVE-2024-0003": rejected, "CVE-2024-0001": rejected])
        #expect(result.findings.map(\.id).sorted() == ["CVE-2024-0001", "GO-4"])
        #expect(result.suppressed.map(\.finding.id) == ["CVE-2024-0003"])
        #expect(result.suppressed.map(\.cause) == ["cve-rejected"])
        #expect(result.upgrades.first?.clears == ["CVE-2024-0001", "GO-4"])
    }
}
