import Foundation
import Testing

@Suite struct LintAndFixTests {
    private static let weak =
        "FROM debian:12\nRUN apt-get update && apt-get install -y curl\nADD . /app\nCMD /app/run\n"

    private func weakFile(_ name: String = "Dockerfile") throws -> (Scratch, URL) {
        let scratch = try Scratch()
        let file = scratch.folder.appendingPathComponent(name)
        try Data(Self.weak.utf8).write(to: file)
        return (scratch, file)
    }

    @Test func lintFindsAndGates() throws {
        let (scratch, file) = try weakFile()
        defer { withExtendedLifetime(scratch) {} }
        let outcome = try Tool.drydock("lint", file.path, "-f", "json", "--rules", "all")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let artifacts = try #require(outcome.json()["artifacts"] as? [[String: Any]])
        let findings = try #require(artifacts.first?["findings"] as? [[String: Any]])
        let names = Set(findings.flatMap { [$0["id"] as? String ?? ""] + ($0["aliases"] as? [String] ?? []) })
        #expect(names.contains("DL3008"))
        #expect(findings.allSatisfy { ($0["location"] as? [String: Any])?["line"] != nil })
        #expect(try Tool.drydock("lint", file.path, "--fail-on", "low", "-q").status == 1)
    }

    @Test func fixPrintsADiffAndWritesOnlyWhenTold() throws {
        let (scratch, file) = try weakFile()
        defer { withExtendedLifetime(scratch) {} }
        let shown = try Tool.drydock("fix", file.path, "--rules", "all")
        #expect(shown.status == 0, "\(shown.errors)")
        #expect(shown.text.contains("--- ") && shown.text.contains("+++ "))
        #expect(try String(contentsOf: file, encoding: .utf8) == Self.weak)
        #expect(try Tool.drydock("fix", file.path, "--rules", "all", "--write").status == 0)
        let fixed = try String(contentsOf: file, encoding: .utf8)
        #expect(fixed != Self.weak)
        #expect(try Tool.drydock("fix", file.path, "--rules", "all", "--write").status == 0)
        #expect(try String(contentsOf: file, encoding: .utf8) == fixed)
    }

    @Test func fixKeepsTheMode() throws {
        let (scratch, file) = try weakFile()
        defer { withExtendedLifetime(scratch) {} }
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file.path)
        _ = try Tool.drydock("fix", file.path, "--rules", "all", "--write")
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(mode == 0o640)
    }

    @Test func brokenFilesAreOneFindingEachAndTheRestIsLinted() throws {
        let (scratch, file) = try weakFile()
        let broken = scratch.folder.appendingPathComponent("deploy.yaml")
        try Data("apiVersion: v1\nkind: Pod\nmetadata: [unclosed\n".utf8).write(to: broken)
        let outcome = try Tool.drydock("lint", scratch.folder.path, "-f", "json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let artifacts = try #require(outcome.json()["artifacts"] as? [[String: Any]])
        let findings = try #require(artifacts.first?["findings"] as? [[String: Any]])
        let paths = findings.compactMap { ($0["location"] as? [String: Any])?["path"] as? String }
        #expect(paths.count { $0.hasSuffix("deploy.yaml") } == 1)
        #expect(paths.contains { $0.hasSuffix(file.lastPathComponent) })
    }

    @Test func standardInputIsToldByItsContent() throws {
        let dockerfile = try Tool.drydock("lint", "-", "-f", "json", input: Data(Self.weak.utf8))
        #expect(dockerfile.text.contains("DD-DF-"), "\(dockerfile.errors)")
        let pod =
            "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: \"a:latest\"}]}\n"
        #expect(try Tool.drydock("lint", "-", "-f", "json", input: Data(pod.utf8)).text.contains("DD-K8S-"))
    }

    /// One file of own rules serves lint and scan.
    @Test func rulesOfOnesOwnJudgeInLintAndInScan() throws {
        let scratch = try Scratch()
        let tree = scratch.folder.appendingPathComponent("tree")
        try FileManager.default.createDirectory(at: tree, withIntermediateDirectories: true)
        let rules = scratch.path("rules.yaml")
        try Data(
            "rules:\n- id: TEAM-LABEL\n  kinds: [Pod]\n  expression: \"has(object.metadata.labels.team)\"\n".utf8
        ).write(to: URL(fileURLWithPath: rules))
        try Data("apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a}]}\n".utf8)
            .write(to: tree.appendingPathComponent("pod.yaml"))
        for command in ["lint", "scan"] {
            let outcome = try Tool.drydock(command, tree.path, "--policy-file", rules, "-f", "json")
            #expect(outcome.text.contains("TEAM-LABEL"), "\(command): \(outcome.errors)")
            #expect(try !Tool.drydock(command, tree.path, "-f", "json").text.contains("TEAM-LABEL"))
        }
        try Data("rules: 1\n".utf8).write(to: URL(fileURLWithPath: rules))
        let broken = try Tool.drydock("scan", tree.path, "--policy-file", rules)
        #expect(broken.status == 2 && broken.errors.contains("rules.yaml"), "\(broken.errors)")
    }

    @Test func namedFilesOfNoKindAreTold() throws {
        let (scratch, file) = try weakFile("notes.txt")
        defer { withExtendedLifetime(scratch) {} }
        let outcome = try Tool.drydock("lint", file.path, "--fail-on-partial")
        #expect(outcome.status == 1)
        #expect(outcome.text.contains("not judged"))
    }

    @Test func missingFilesEndWithTwo() throws {
        let outcome = try Tool.drydock("lint", "/no/such/Dockerfile")
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("/no/such/Dockerfile"))
    }

    @Test func rulesAndExplain() throws {
        let rules = try Tool.drydock("rules", "--json")
        let list = try #require(JSONSerialization.jsonObject(with: rules.output) as? [[String: Any]])
        #expect(list.count > 400)
        #expect(Set(list.compactMap { $0["id"] as? String }).count == list.count)
        let explained = try Tool.drydock("explain", "DL3008")
        #expect(explained.status == 0)
        #expect(explained.text.contains("## Why") && explained.text.contains("## How to fix"))
        #expect(try Tool.drydock("explain", "DL9999").status == 2)
        #expect(try Tool.drydock("rules", "--topic", "weather").status == 2)
    }
}
