import Findings
import Testing

@testable import Policy

@Suite struct PolicyTests {
    private let day: Day

    init() throws { day = try #require(Day("2026-11-24")) }

    private func causes(_ policy: Policy, _ findings: [Finding]) throws -> [String] {
        let artifact = try #require(policy.apply(to: Sample.result(findings), on: day).artifacts.first)
        return artifact.suppressed.map { "\($0.finding.id) \($0.cause)" }
    }

    @Test func everyCauseHasItsName() throws {
        let findings = [
            Sample.finding("A"), Sample.finding("B", severity: .low), Sample.finding("C", fixed: nil),
            Sample.finding("D", kind: .secret),
        ]
        #expect(try causes(Policy(severities: [.high]), findings) == ["B severity"])
        #expect(try causes(Policy(kinds: [.vulnerability]), findings) == ["D kind"])
        #expect(try causes(Policy(ignoresUnfixed: true), findings) == ["C unfixed"])
        #expect(try causes(Policy(ignores: [IgnoreRule(ids: ["A"], origin: "f:1")]), findings) == ["A ignored"])
    }

    @Test func anEndedEntryReportsAgainAndSaysSo() throws {
        let rule = IgnoreRule(ids: ["A"], until: Day("2026-11-23"), origin: ".drydock.yaml:3")
        let artifact = try #require(
            Policy(ignores: [rule]).apply(to: Sample.result([Sample.finding("A")]), on: day).artifacts.first)
        #expect(artifact.findings.count == 1 && artifact.suppressed.isEmpty)
        #expect(artifact.notes.map(\.text) == ["ignoring A ended on 2026-11-23 (.drydock.yaml:3): reported again"])
    }

    @Test func upgradesThatClearNothingMoreAreLeftOut() throws {
        var result = Sample.result([Sample.finding("A"), Sample.finding("B")])
        result.artifacts[0].upgrades = [
            UpgradeAdvice(package: "stdlib", type: "golang", from: "go1.19", to: "go1.21.11", clears: ["A", "B"]),
            UpgradeAdvice(package: "x", type: "golang", from: "v1", to: "v2", clears: ["A"]),
        ]
        let judged = Policy(ignores: [IgnoreRule(ids: ["A"], origin: "")]).apply(to: result, on: day)
        #expect(judged.artifacts[0].upgrades.map(\.clears) == [["B"]])
    }

    @Test func withoutAGateThereIsNoVerdict() {
        #expect(Policy().apply(to: Sample.result([Sample.finding("A")]), on: day).verdict == nil)
    }

    @Test func gates() {
        var exploited = Sample.finding("A")
        exploited.exploitation = Exploitation(kevAdded: "2024-01-01", epss: 0.6)
        let cases: [(Gates, [Finding], String?)] = [
            (Gates(severity: .high), [Sample.finding("A")], "findings at or above high: 1 high"),
            (Gates(severity: .critical), [Sample.finding("A")], nil),
            (Gates(severity: .unknown), [Sample.finding("A", severity: .unknown)], "1 unknown"),
            (Gates(knownExploited: true), [exploited], "known to be exploited: A"),
            (Gates(knownExploited: true), [Sample.finding("A")], nil),
            (Gates(epss: 0.6), [exploited], "likely to be exploited"), (Gates(epss: 0.61), [exploited], nil),
        ]
        for (gates, findings, reason) in cases {
            let verdict = Policy(gates: gates).apply(to: Sample.result(findings), on: day).verdict
            #expect(verdict?.isAccepted == (reason == nil))
            if let reason { #expect(verdict?.reasons.first?.contains(reason) == true, "\(verdict?.reasons ?? [])") }
        }
    }

    /// What a policy sets aside meets no gate.
    @Test func whatIsIgnoredMeetsNoGate() {
        let policy = Policy(ignores: [IgnoreRule(ids: ["A"], origin: "")], gates: Gates(severity: .low))
        #expect(policy.apply(to: Sample.result([Sample.finding("A")]), on: day).verdict?.isAccepted == true)
    }

    @Test func partialResultsAndOldAdvisories() {
        var result = Sample.result([], notes: [ScanNote("layer 2 is cut short", makesPartial: true)])
        #expect(Policy(gates: Gates(partial: true)).apply(to: result, on: day).verdict?.isAccepted == false)
        result.snapshot = SnapshotInfo(origin: "embedded", sources: [], ageInDays: 15, isEmbedded: true)
        #expect(Policy(gates: Gates(advisoryAge: 14)).apply(to: result, on: day).verdict?.isAccepted == false)
        #expect(Policy(gates: Gates(advisoryAge: 15)).apply(to: result, on: day).verdict?.isAccepted == true)
    }
}
