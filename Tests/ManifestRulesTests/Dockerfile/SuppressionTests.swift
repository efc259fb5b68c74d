import Findings
import Testing

@testable import ManifestRules

/// Comments that switch rules off, in every dialect.
@Suite struct SuppressionTests {
    static func lint(
        _ text: String, rules: String = "all", options: DockerfileOptions = DockerfileOptions(today: "2026-11-24")
    ) -> LintResult {
        DockerfileLinter.lint(
            Array(text.utf8), path: "Dockerfile", selection: RuleSelection(parsing: rules), options: options)
    }

    static func has(_ id: String, _ text: String) -> Bool {
        lint(text).findings.contains { $0.id == id || $0.aliases.contains(id) }
    }

    // MARK: Reading

    @Test(
        arguments: [
            ("drydock:ignore DD-DF-SUDO because of x", ["DD-DF-SUDO"], "because of x"),
            ("drydock:ignore DL3004,DS-0010", ["DL3004", "DS-0010"], nil),
            ("drydock:ignore=dd-df-sudo", ["DD-DF-SUDO"], nil),
            ("hadolint ignore=DL3004,SC2046", ["DL3004", "SC2046"], nil),
            ("hadolint ignore=DL3004 # why", ["DL3004"], "why"),
            ("hadolint  ignore = DL3004 , DL3009", ["DL3004", "DL3009"], nil),
            ("hadolint global ignore=DL3004", ["DL3004"], nil), ("trivy:ignore:DS-0010", ["DS-0010"], nil),
            ("trivy:ignore:AVD-DS-0010", ["DS-0010"], nil), ("trivy:ignore:DS010", ["DS-0010"], nil),
            ("trivy:ignore:avd-ds-0010:exp:2030-01-01", ["DS-0010"], nil), ("tfsec:ignore:DS010", ["DS-0010"], nil),
            ("checkov:skip=CKV_DOCKER_4:reason here", ["CKV_DOCKER_4"], "reason here"),
        ] as [(String, [String], String?)])
    func dialects(_ comment: String, _ ids: [String], _ reason: String?) {
        let read = Suppression.read(comment, today: "2026-11-24")
        #expect(read.map(\.ids) == [ids])
        #expect(read.first?.reason == reason)
    }

    @Test(arguments: [
        "", "hadolint", "hadolint shell=pwsh", "hadolint ignore", "drydock:ignore", "drydock:ignore ,", "trivy:ignore:",
        "see hadolint ignore=DL3004", "trivy:ignore:DS-0010:exp:2020-01-01",
    ])
    func whatIsNone(_ comment: String) { #expect(Suppression.read(comment, today: "2026-11-24") == []) }

    @Test func severalOfTrivysInOneLine() {
        #expect(Suppression.read("trivy:ignore:DS-0010 trivy:ignore:DS-0002").flatMap(\.ids) == ["DS-0010", "DS-0002"])
    }

    // MARK: Effect

    @Test(arguments: [
        "drydock:ignore DD-DF-SUDO", "drydock:ignore DL3004 reason", "hadolint ignore=DL3004", "trivy:ignore:DS-0010",
        "trivy:ignore:AVD-DS-0010", "drydock:ignore-file DD-DF-SUDO", "hadolint global ignore=DL3004",
    ])
    func holdsForTheNextInstruction(_ comment: String) {
        let text = "FROM a:1\n# \(comment)\nRUN sudo x\nUSER 1\n"
        #expect(Self.has("DD-DF-SUDO", text.replacing("# \(comment)\n", with: "")))
        #expect(!Self.has("DD-DF-SUDO", text))
        #expect(Self.lint(text).suppressed.contains { $0.finding.id == "DD-DF-SUDO" })
    }

    @Test func onlyForTheNextInstruction() {
        #expect(Self.has("DD-DF-SUDO", "FROM a:1\n# hadolint ignore=DL3004\nRUN x\nRUN sudo y\n"))
        #expect(!Self.has("DD-DF-SUDO", "# drydock:ignore-file DD-DF-SUDO\nFROM a:1\nRUN x\nRUN sudo y\n"))
        #expect(!Self.has("DD-DF-SUDO", "FROM a:1\n# hadolint ignore=DL3004\n\n# more\nRUN sudo y\n"))
    }

    @Test func insideAnInstruction() {
        #expect(!Self.has("DD-DF-SUDO", "FROM a:1\nRUN x && \\\n# drydock:ignore DD-DF-SUDO it must\n    sudo y\n"))
    }

    @Test func aReasonIsKept() {
        let result = Self.lint("FROM a:1\n# drydock:ignore DD-DF-SUDO the tool insists\nRUN sudo x\n")
        #expect(result.suppressed.map(\.reason) == ["the tool insists"])
    }

    @Test func trivysOnTheFirstLineHoldsForTheWholeFile() {
        #expect(!Self.has("DS-0002", "# trivy:ignore:DS-0002\nFROM a:1\nRUN x\n"))
        #expect(Self.has("DS-0002", "FROM a:1\n# trivy:ignore:DS-0002\nRUN x\n"))
    }

    @Test func checkovsHoldsForTheWholeFile() {
        #expect(!Self.has("DD-DF-USER-MISSING", "FROM a:1\nRUN x\n# checkov:skip=CKV_DOCKER_3:later\n"))
    }

    @Test func canBeForbidden() {
        let result = Self.lint(
            "FROM a:1\n# hadolint ignore=DL3004\nRUN sudo x\n", options: DockerfileOptions(disablesSuppressions: true))
        #expect(result.findings.contains { $0.id == "DD-DF-SUDO" } && result.suppressed.isEmpty)
    }

    @Test func inFilesWithWindowsLineEnds() {
        #expect(!Self.has("DD-DF-SUDO", "FROM a:1\r\n# hadolint ignore=DL3004\r\nRUN sudo x\r\n"))
    }

    // MARK: Selection

    @Test func profilesAndSingleRules() {
        let text = "FROM a:1\nRUN cd /x && y\nUSER 1\n"
        #expect(Self.lint(text, rules: "default").findings.isEmpty)
        #expect(Self.lint(text, rules: "default").rulesLeftOut > 20)
        #expect(Self.lint(text, rules: "+DD-DF-RUN-CD").findings.map(\.id) == ["DD-DF-RUN-CD"])
        #expect(Self.lint(text, rules: "DL3003").findings.map(\.id) == ["DD-DF-RUN-CD"])
        #expect(!Self.lint(text, rules: "all,-DL3003").findings.contains { $0.id == "DD-DF-RUN-CD" })
    }

    /// DL3002 wants the last USER not to be root, DS-0002 wants a USER at all.
    @Test func aliasesOnlyWhereThePeerReports() {
        func aliases(_ text: String) -> Set<String> { Set(Self.lint(text).findings.flatMap(\.aliases)) }
        let missing = aliases("FROM a:1\nCMD [\"x\"]\n")
        #expect(missing.contains("DS-0002") && !missing.contains("DL3002"))
        let both = aliases("FROM a:1\nUSER root\n")
        #expect(both.contains("DS-0002") && both.contains("DL3002"))
        let earlier = aliases("FROM a:1 AS x\nUSER root\nFROM b:1\nUSER 1\n")
        #expect(earlier.contains("DL3002") && !earlier.contains("DS-0002"))
    }

    // MARK: What cannot be read

    @Test func oneFindingAndTheRestIsLinted() {
        let result = Self.lint("FROM a:1\nRUNN x\nRUN sudo y\nUSER 1\n", rules: "default")
        #expect(result.findings.map(\.id) == ["DD-DF-SYNTAX", "DD-DF-SUDO"])
        #expect(result.findings.map { $0.location?.line } == [2, 3] && result.findings[0].location?.column == 1)
    }
}
