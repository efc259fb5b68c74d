import Foundation
import Testing

/// `.hadolint.yaml` and `.kube-linter.yaml` of the working folder.
@Suite struct PeerConfigurationTests {
    private func ids(_ files: [String: String], _ arguments: String...) throws -> Set<String> {
        let scratch = try Scratch()
        for (name, text) in files { try Data(text.utf8).write(to: scratch.folder.appendingPathComponent(name)) }
        let outcome = try Tool.run(Tool.binary, ["lint", "-f", "json"] + arguments, in: scratch.folder)
        let artifacts = try #require(outcome.json()["artifacts"] as? [[String: Any]], "\(outcome.errors)")
        let findings = artifacts.first?["findings"] as? [[String: Any]] ?? []
        return Set(findings.flatMap { [$0["id"] as? String ?? ""] + ($0["aliases"] as? [String] ?? []) })
    }

    private static let dockerfile = "FROM docker.io/debian:12\nRUN sudo ls\n"

    @Test func hadolintsIsRead() throws {
        #expect(try ids(["Dockerfile": Self.dockerfile]).contains("DL3004"))
        let configuration = """
            ignored: [DL3004]
            trustedRegistries: ["*.example.com"]
            label-schema: {team: text}
            """
        let found = try ids(["Dockerfile": Self.dockerfile, ".hadolint.yaml": configuration], "--rules", "all")
        #expect(!found.contains("DL3004") && found.isSuperset(of: ["DL3026", "DL3049"]), "\(found)")
        let chosen = try ids(["Dockerfile": Self.dockerfile, ".hadolint.yaml": configuration], "--rules", "+DL3004")
        #expect(chosen.contains("DL3004"), "the command line comes first")
    }

    @Test func kubeLintersIsRead() throws {
        let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {hostPID: true, containers: []}\n"
        let configuration = """
            checks: {exclude: [host-pid], include: [use-namespace], ignorePaths: ["left-out*"]}
            customChecks:
            - name: team-label
              template: required-label
              params: {key: team}
            """
        let found = try ids(["pod.yaml": pod, ".kube-linter.yaml": configuration])
        #expect(!found.contains("host-pid") && found.isSuperset(of: ["team-label", "use-namespace"]), "\(found)")
        #expect(try ids(["left-out.yaml": pod, ".kube-linter.yaml": configuration]).isEmpty)
    }

    @Test func brokenOnesEndWithTwo() throws {
        let scratch = try Scratch()
        try Data("a: b: c\n".utf8).write(to: scratch.folder.appendingPathComponent(".hadolint.yaml"))
        let outcome = try Tool.run(Tool.binary, ["lint"], in: scratch.folder)
        #expect(outcome.status == 2 && outcome.errors.contains(".hadolint.yaml"))
    }
}
