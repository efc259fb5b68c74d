import Findings
import Testing

@testable import Policy

@Suite struct IgnoreTests {
    private let finding = Sample.finding("CVE-2024-24790", aliases: ["GO-2024-2887"], path: "usr/local/bin/app")

    @Test func everyConditionThatIsGivenMustHold() {
        #expect(IgnoreRule(ids: ["cve-2024-24790"], origin: "").matches(finding))
        #expect(IgnoreRule(ids: ["GO-2024-2887"], origin: "").matches(finding))
        #expect(!IgnoreRule(ids: ["CVE-2024-1"], origin: "").matches(finding))
        #expect(IgnoreRule(ids: [], packages: [Glob("std*")], origin: "").matches(finding))
        #expect(!IgnoreRule(ids: ["CVE-2024-24790"], packages: [Glob("openssl")], origin: "").matches(finding))
        #expect(!IgnoreRule(ids: ["CVE-2024-24790"], kinds: [.secret], origin: "").matches(finding))
        #expect(IgnoreRule(ids: [], paths: [Glob("usr/local/**")], origin: "").matches(finding))
    }

    /// A finding in two places is set aside only where both are meant.
    @Test func everyPlaceMustBeMeant() {
        var twice = finding
        twice.otherLocations = [Location(path: "opt/app")]
        #expect(!IgnoreRule(ids: [], paths: [Glob("usr/**")], origin: "").matches(twice))
        #expect(IgnoreRule(ids: [], paths: [Glob("usr/**"), Glob("opt/*")], origin: "").matches(twice))
        var nowhere = finding
        nowhere.location = nil
        #expect(!IgnoreRule(ids: [], paths: [Glob("**")], origin: "").matches(nowhere))
    }

    @Test(arguments: ["DS-0002", "DS002", "AVD-DS-0002", "avd-ds-0002"]) func olderNamesOfTrivy(name: String) {
        let finding = Sample.finding("DD-DF-USER-MISSING", aliases: ["DS-0002"], kind: .misconfiguration)
        #expect(IgnoreRule(ids: [name], origin: "").matches(finding))
    }

    @Test func aDayEnds() throws {
        let last = try #require(Day("2026-11-24"))
        let before = try #require(Day("2026-11-23"))
        let after = try #require(Day("2026-11-25"))
        let own = IgnoreRule(ids: ["A"], until: last, origin: "")
        #expect([before, last, after].map(own.hasExpired) == [false, false, true])
        let trivy = IgnoreRule(ids: ["A"], until: last, holdsOnLastDay: false, origin: "")
        #expect([before, last, after].map(trivy.hasExpired) == [false, true, true])
        #expect(!IgnoreRule(ids: ["A"], origin: "").hasExpired(on: after))
    }

    @Test func trivyIgnoreFiles() throws {
        let rules = try TrivyIgnore.rules(
            from: "# accepted by us\nCVE-2024-1\n\nCVE-2024-2 exp:2026-01-01 # until the release\r\nDS002\n",
            file: ".trivyignore")
        #expect(rules.map(\.ids) == [["CVE-2024-1"], ["CVE-2024-2"], ["DS002"]])
        #expect(rules.map(\.reason) == ["accepted by us", "until the release", nil])
        #expect(rules[1].until == Day("2026-01-01") && !rules[1].holdsOnLastDay)
        #expect(rules[1].origin == ".trivyignore:4")
        #expect(throws: PolicyError.self) { try TrivyIgnore.rules(from: "A exp:tomorrow", file: "f") }
    }

    @Test func trivyIgnoreInYAML() throws {
        let rules = try TrivyIgnore.rules(
            fromYAML: """
                vulnerabilities:
                  - id: CVE-2024-24790
                    paths: [usr/local/bin/app]
                    purls: ["pkg:golang/stdlib@1.19"]
                    expired_at: 2027-01-01
                    statement: not used
                secrets:
                  - id: aws-access-token
                """, file: ".trivyignore.yaml")
        #expect(rules.count == 2)
        #expect(rules[0].matches(finding) && !rules[1].matches(finding))
        #expect(rules[0].reason == "not used" && rules[1].kinds == [.secret])
        for text in ["secrets:\n- paths: [a]", "vulnerabilities:\n- id: A\n  purls: [nonsense]", "weather: []"] {
            #expect(throws: PolicyError.self) { try TrivyIgnore.rules(fromYAML: text, file: "f") }
        }
    }
}
