import Findings
import Inventory
import Testing

@testable import Advisories

@Suite struct PriorityTests {
    private static let reaches: [Reachability?] = [.unreachable, nil, .present, .reachable]
    private static let exploits: [Exploitation?] = [
        nil, Exploitation(epss: 0), Exploitation(epss: 0.4), Exploitation(epss: 1),
    ]
    private static let severities: [Severity] = [.negligible, .low, .medium, .high, .critical]

    /// Each part alone never lowers the sum as it grows, and the sum stays within its bounds.
    @Test func isMonotone() {
        func isRising(_ values: [Int]) -> Bool { zip(values, values.dropFirst()).allSatisfy { $0 <= $1 } }
        for severity in Self.severities + [.unknown] {
            for exploit in Self.exploits {
                for hasFix in [false, true] {
                    let byReach = Self.reaches.map { Priority.of(severity, exploit, hasFix: hasFix, $0) }
                    #expect(isRising(byReach))
                    #expect(byReach.allSatisfy { (0...100).contains($0) })
                    for reach in Self.reaches {
                        let kev = [nil, "2024-01-01"].map { day in
                            var known = exploit ?? Exploitation()
                            known.kevAdded = day
                            return Priority.of(severity, known, hasFix: hasFix, reach)
                        }
                        #expect(isRising(kev))
                    }
                }
                for reach in Self.reaches {
                    #expect(isRising([false, true].map { Priority.of(severity, exploit, hasFix: $0, reach) }))
                }
            }
            for reach in Self.reaches {
                #expect(isRising(Self.exploits.map { Priority.of(severity, $0, hasFix: true, reach) }))
            }
        }
        for exploit in Self.exploits {
            for reach in Self.reaches {
                #expect(isRising(Self.severities.map { Priority.of($0, exploit, hasFix: false, reach) }))
            }
        }
        let all = Exploitation(kevAdded: "2024-01-01", kevRansomware: true, epss: 1)
        #expect(Priority.of(.critical, all, hasFix: true, .reachable) == 100)
        #expect(Priority.of(.critical, Exploitation(epss: .nan), hasFix: true, nil) <= 100)
    }

    @Test func knownAttacksWeighMoreThanOneStepOfSeverity() {
        let kev = Exploitation(kevAdded: "2024-01-01")
        #expect(Priority.of(.medium, kev, hasFix: false, nil) > Priority.of(.high, nil, hasFix: true, .reachable))
    }
}

@Suite struct AdvisoryGroupsTests {
    private func slice(_ id: String, aliases: [String] = [], upstream: [String] = []) -> AdvisorySlice {
        AdvisorySlice(Advisory(id: id, aliases: aliases, upstream: upstream, feed: "x"), affected: [])
    }

    @Test func joinsWhatSharesANameHoweverFar() {
        let groups = AdvisoryGroups.make([
            slice("GO-1", aliases: ["GHSA-a"]), slice("CGA-1", aliases: ["CVE-2024-2"]),
            slice("GHSA-a", aliases: ["CVE-2024-2"]), slice("GO-2"),
        ])
        #expect(groups.map(\.ids) == [["CVE-2024-2", "GHSA-a", "GO-1", "CGA-1"], ["GO-2"]])
        #expect(groups.first?.slices.count == 3)
    }

    @Test func bulletinsDoNotJoinWhatTheyCover() {
        let groups = AdvisoryGroups.make([
            slice("DSA-1", upstream: ["CVE-2024-1", "CVE-2024-2"]), slice("CVE-2024-2"),
            slice("USN-1", upstream: ["CVE-2024-2"]),
        ])
        #expect(groups.map(\.ids) == [["CVE-2024-1"], ["CVE-2024-2"]])
        #expect(groups.map(\.bulletins) == [["DSA-1"], ["DSA-1", "USN-1"]])
    }

    @Test func numbersOrderAsNumbers() {
        #expect(VulnerabilityName.precedes("CVE-2023-9", "CVE-2023-10"))
        #expect(VulnerabilityName.precedes("CVE-2022-10", "CVE-2023-9"))
        #expect(VulnerabilityName.precedes("CVE-2024-1", "GHSA-aaaa"))
        #expect(VulnerabilityName.precedes("GHSA-aaaa", "GO-2020-1"))
        #expect(!VulnerabilityName.precedes("GO-2020-1", "GO-2020-1"))
    }
}

@Suite struct UpgradeTests {
    @Test func theTargetClearsEverythingAndBringsNothingBack() throws {
        let records = [
            Make.go("GO-1", "stdlib", [(nil, "1.19.9"), ("1.20.0-0", "1.20.4")]),
            // Repaired on the later branch only.
            Make.go("GO-2", "stdlib", [(nil, "1.20.2")]),
            // Comes with the later branch.
            Make.go("GO-3", "stdlib", [("1.20.0-0", "1.20.6")]),
            Make.go("GO-4", "stdlib", [(nil, nil)]),
        ]
        let result = try Make.match([Make.module("stdlib", "go1.19.8")], records)
        #expect(result.findings.map { $0.package?.fixedVersion } == ["go1.19.9", "go1.20.2", nil])
        #expect(result.upgrades.map(\.to) == ["go1.20.6"])
        #expect(result.upgrades.first?.clears == ["GO-1", "GO-2"])
        #expect(result.upgrades.first?.path == "app")
    }

    @Test func thoseThatClearMostComeFirst() throws {
        let records = [
            Make.go("GO-1", "m.io/a", [(nil, "1.1.0")]), Make.go("GO-2", "m.io/b", [(nil, "1.2.0")]),
            Make.go("GO-3", "m.io/b", [(nil, "1.3.0")]), Make.go("GO-4", "m.io/c", [(nil, nil)]),
        ]
        let packages = ["a", "b", "c"].map { Make.module("m.io/\($0)", "v1.0.0") }
        let upgrades = try Make.match(packages, records).upgrades
        #expect(upgrades.map(\.package) == ["m.io/b", "m.io/a"])
        #expect(upgrades.map(\.to) == ["v1.3.0", "v1.1.0"])
    }
}

@Suite struct EndOfLifeJudgeTests {
    private let table = EndOfLifeTable(products: [
        "debian": [
            .init(cycle: "12", codename: "Bookworm", endOfLife: "2026-06-10", endOfExtendedSupport: "2028-06-30"),
            .init(cycle: "10", codename: "Buster", endOfLife: "2022-09-10", endOfExtendedSupport: "2024-06-30"),
        ],
        "go": [.init(cycle: "1.19", endOfLife: "2023-09-06"), .init(cycle: "1.26")],
    ])

    @Test func fillsFactsAndReportsTheSystem() {
        var inventory = Inventory(
            os: OperatingSystem(id: "debian", version: "10"), packages: [Make.module("stdlib", "go1.19.8")])
        let findings = EndOfLifeJudge(table).judge(&inventory, on: "2026-08-22")
        #expect(findings.map(\.id) == ["DD-OS-END-OF-LIFE"])
        #expect(findings.first?.severity == .high)
        #expect(findings.first?.kind == .misconfiguration)
        #expect(inventory.os?.endOfLife == "2022-09-10")
        #expect(inventory.os?.isEndOfLife == true)
        #expect(inventory.packages[0].properties["endOfLife"] == "2023-09-06")
        #expect(inventory.packages[0].properties["isEndOfLife"] == "true")
    }

    @Test func extendedSupportIsMilder() {
        var inventory = Inventory(os: OperatingSystem(id: "debian", version: "12"))
        #expect(EndOfLifeJudge(table).judge(&inventory, on: "2026-06-10").isEmpty)
        #expect(inventory.os?.isEndOfLife == false)
        #expect(EndOfLifeJudge(table).judge(&inventory, on: "2026-08-22").map(\.severity) == [.low])
        #expect(EndOfLifeJudge(table).judge(&inventory, on: "2028-07-01").map(\.severity) == [.high])
    }

    @Test func isSilentAboutWhatIsNotKnown() {
        var inventory = Inventory(os: OperatingSystem(id: "plan9"))
        #expect(EndOfLifeJudge(table).judge(&inventory, on: "2026-08-22").isEmpty)
        #expect(inventory.os?.isEndOfLife == nil)
    }
}

@Suite struct LicenceJudgeTests {
    static let expressions: [(String, Bool)] = [
        ("MIT", false), ("GPL-3.0-only", true), ("gpl-3.0-ONLY", true), ("MIT OR GPL-3.0-only", false),
        ("MIT AND GPL-3.0-only", true), ("GPL-3.0-only OR AGPL-3.0-or-later", true),
        ("(MIT OR GPL-3.0-only) AND BSD-3-Clause", false), ("(MIT AND (BSD-2-Clause OR AGPL-3.0-only))", false),
        ("MIT AND (AGPL-3.0-only)", true), ("GPL-3.0-only WITH Classpath-exception-2.0", true), ("", false),
        ("GPL-3.0-only AND", false), ("some words of a licence", false), ("AGPL-1.0", true),
    ]

    @Test(arguments: expressions) func readsExpressions(_ text: String, _ isDenied: Bool) {
        var package = Make.deb("a", "1")
        package.licences = [text]
        let judge = LicenceJudge(LicencePolicy(denied: ["GPL-3.0-only", "AGPL-*"]))
        #expect(judge.judge([package]).isEmpty == !isDenied)
    }

    @Test func reportsTheUnknownWhereAsked() {
        var noted = Make.deb("b", "1")
        noted.licences = ["NOASSERTION"]
        let packages = [Make.deb("a", "1"), noted]
        #expect(LicenceJudge(LicencePolicy(denied: ["*"])).judge(packages).map(\.id) == ["DD-LICENCE-DENIED"])
        let findings = LicenceJudge(LicencePolicy(reportsUnknown: true)).judge(packages)
        #expect(findings.map(\.id) == ["DD-LICENCE-UNKNOWN", "DD-LICENCE-UNKNOWN"])
        #expect(findings.allSatisfy { $0.kind == .licence })
        #expect(LicenceJudge(LicencePolicy()).judge(packages).isEmpty)
    }

    @Test func deepNestingAndStarsEndSoon() {
        let deep = String(repeating: "(", count: 5000) + "MIT" + String(repeating: ")", count: 5000)
        #expect(!LicenceExpression(deep).isDenied { $0 == "MIT" })
        let pattern = LicencePattern(String(repeating: "a*", count: 50) + "b")
        #expect(!pattern.matches(String(repeating: "a", count: 2000)))
    }
}
