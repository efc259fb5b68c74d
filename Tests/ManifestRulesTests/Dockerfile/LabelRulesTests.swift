import Findings
import Testing

@testable import ManifestRules

@Suite struct LabelRulesTests {
    static func ids(
        _ text: String, _ labels: [String: LabelFormat], strict: Bool = false, registries: [String] = []
    ) -> [String] {
        DockerfileLinter.lint(
            Array(text.utf8), path: "Dockerfile", selection: RuleSelection(parsing: "default"),
            options: DockerfileOptions(trustedRegistries: registries, requiredLabels: labels, strictLabels: strict)
        ).findings.flatMap(\.aliases).filter { $0.hasPrefix("DL") }
    }

    @Test func missing() {
        #expect(Self.ids("FROM a:1\nUSER 1\n", ["foo": .text]) == ["DL3049"])
        #expect(Self.ids("FROM a:1\nLABEL foo=\"bar\"\nUSER 1\n", ["foo": .text]) == [])
        #expect(Self.ids("FROM a:1 AS x\nLABEL foo=\"bar\"\nFROM x\nUSER 1\n", ["foo": .text]) == [])
    }

    @Test func superfluousAndEmpty() {
        #expect(Self.ids("FROM a:1\nLABEL a=b\nUSER 1\n", [:], strict: true) == ["DL3050"])
        #expect(Self.ids("FROM a:1\nLABEL a=\"\"\nUSER 1\n", ["a": .text]) == ["DL3051"])
    }

    @Test(arguments: [
        (LabelFormat.url, "https://example.com/a", "not-url", "DL3052"),
        (.rfc3339, "2026-11-24T18:00:00Z", "yesterday", "DL3053"),
        (.rfc3339, "2026-11-24T18:00:00.25+01:00", "2026-13-24T18:00:00Z", "DL3053"),
        (.spdx, "MIT", "not-spdx", "DL3054"),
        (.spdx, "GPL-2.0-only WITH Classpath-exception-2.0", "MIT Apache-2.0", "DL3054"),
        (.hash, "43c572f1272b6b3171dd1db9e41b7027128ce080", "main", "DL3055"), (.hash, "2dbfae9", "2dbfae", "DL3055"),
        (.semver, "1.0.0-rc.1+build.5", "1.0", "DL3056"), (.semver, "0.1.0", "01.1.0", "DL3056"),
        (.email, "a@example.com", "a at example.com", "DL3058"),
    ])
    func formats(_ format: LabelFormat, _ good: String, _ bad: String, _ rule: String) {
        #expect(Self.ids("FROM a:1\nLABEL x=\"\(good)\"\nUSER 1\n", ["x": format]) == [])
        #expect(Self.ids("FROM a:1\nLABEL x=\"\(bad)\"\nUSER 1\n", ["x": format]) == [rule])
    }

    @Test func registries() {
        #expect(Self.ids("FROM random.com/debian:1\nUSER 1\n", [:], registries: ["docker.io"]) == ["DL3026"])
        #expect(Self.ids("FROM debian:1\nUSER 1\n", [:], registries: ["docker.io"]) == [])
        #expect(Self.ids("FROM x.random.com/debian:1\nUSER 1\n", [:], registries: ["*.random.com"]) == [])
        let mount = "FROM debian:1\nUSER 1\nRUN --mount=type=bind,from=untrusted.com/a:1,target=/x true\n"
        #expect(Self.ids(mount, [:], registries: ["docker.io"]) == ["DL3026"])
    }
}
