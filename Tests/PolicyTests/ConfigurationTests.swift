import Findings
import Testing

@testable import Policy

@Suite struct ConfigurationTests {
    private func read(_ text: String) throws(PolicyError) -> Configuration { try Configuration(parsing: text) }

    private func problem(_ text: String) -> PolicyError? {
        do throws(PolicyError) {
            _ = try Configuration(parsing: text)
            return nil
        } catch {
            return error
        }
    }

    @Test func everyKeyIsRead() throws {
        let configuration = try read(
            """
            version: 1
            ignore:
              - id: [CVE-2024-1, GO-2024-2]
                package: stdlib
                path: usr/local/bin/*
                until: 2027-01-31
                reason: only IPv4
              - kind: secret
                path: docs/**
              - package: pkg:golang/golang.org/x/net
            severity: critical, high
            only: [vuln, secret]
            ignore-unfixed: true
            fail-on: {severity: high, known-exploited: true, epss: 0.5, partial: true, advisory-age: 14}
            exit-code: 3
            rules: strict, -DL3008
            exclude: [third_party/**]
            vex: vex.json
            baseline: baseline.json
            format: [table, sarif=out.sarif]
            platform: linux/arm64
            advisories:
              database: a.db
              sources: [osv-go, kev]
              mirrors: {"https://a.example": "https://b.example"}
              registry: registry.example.com/advisories:1
            licences: {deny: [AGPL-*], report-unknown: true}
            limits: {entries: 50M, layer-size: 64Gi, image-size: 1Ti, file-size: 2k, path-length: 32Ki, ratio: 600}
            """)
        #expect(configuration.ignores.count == 3)
        #expect(configuration.ignores[0].ids == ["CVE-2024-1", "GO-2024-2"])
        #expect(configuration.ignores[0].until == Day("2027-01-31"))
        #expect(configuration.ignores[0].origin == ".drydock.yaml:3")
        #expect(configuration.ignores[1].kinds == [.secret])
        #expect(configuration.ignores[2].purls.count == 1 && configuration.ignores[2].packages.isEmpty)
        #expect(configuration.severities == [.critical, .high])
        #expect(configuration.kinds == [.vulnerability, .secret])
        #expect(configuration.ignoresUnfixed == true)
        #expect(
            configuration.gates
                == Gates(severity: .high, knownExploited: true, epss: 0.5, partial: true, advisoryAge: 14))
        #expect(configuration.exitCode == 3)
        #expect(configuration.rules == RuleSelection(profile: .strict, removed: ["DL3008"]))
        #expect(configuration.exclude == ["third_party/**"] && configuration.vex == ["vex.json"])
        #expect(configuration.baseline == "baseline.json" && configuration.platform == "linux/arm64")
        #expect(configuration.formats == ["table", "sarif=out.sarif"])
        #expect(configuration.advisories.sources == ["osv-go", "kev"])
        #expect(configuration.advisories.mirrors == ["https://a.example": "https://b.example"])
        #expect(configuration.licences.denied == ["AGPL-*"] && configuration.licences.reportsUnknown)
        #expect(
            configuration.limits == [
                "entries": 50_000_000, "layer-size": 64 << 30, "image-size": 1 << 40, "file-size": 2000,
                "path-length": 32 << 10, "ratio": 600,
            ])
    }

    @Test(arguments: ["", "# only a comment\n", "~\n", "{}"]) func nothingIsNothing(text: String) throws {
        #expect(try read(text) == Configuration())
    }

    @Test func oneWordIsAGate() throws {
        #expect(try read("fail-on: critical").gates == Gates(severity: .critical))
    }

    /// What is wrong is said with file, line and what would be right.
    @Test(
        arguments: [
            ("sevrity: high", 1, "did you mean \"severity\"?"), ("version: 2", 1, "version 1"),
            ("severity: [high,\n  huge]", 2, "no severity"), ("only: code\nexit-code: 256", 2, "0 to 255"),
            ("ignore:\n- reason: because", 2, "would hide everything"),
            ("ignore:\n- id: A\n  until: 2026-02-30", 3, "a day that exists"), ("fail-on: {epss: 1.5}", 1, "0 to 1"),
            ("fail-on: {severity: loud}", 1, "no severity"), ("only: [weather]", 1, "no kind"),
            ("limits: {entries: 0}", 1, "above 0"), ("limits: {entries: 9999999999Gi}", 1, "too large"),
            ("limits: {archive-depth: 3}", 1, "unknown key"), ("ignore-unfixed: perhaps", 1, "true or false"),
            ("a: [", 2, "not YAML"), ("severity: low\nseverity: high", 1, "not YAML"), ("- a", 1, "a mapping"),
            ("advisories: {mirror: x}", 1, "did you mean \"mirrors\"?"),
        ] as [(String, Int, String)])
    func mistakesAreTold(text: String, line: Int, words: String) throws {
        let fault = try #require(problem(text))
        #expect(fault.file == ".drydock.yaml")
        #expect(fault.description.contains(words), "\(fault)")
        if fault.line != nil { #expect(fault.line == line, "\(fault)") }
    }

    @Test func hugeFilesAreRefused() throws {
        let fault = try #require(problem("exclude: [" + String(repeating: "a,", count: 1 << 19) + "]"))
        #expect(fault.description.contains("larger than"))
    }
}
