import Foundation
import Testing

/// Charts and kustomizations. Where a real helm is not installed a script of that name stands in for it (a mock: it prints
/// what a chart would give).
@Suite struct RenderTests {
    private let scratch: Scratch
    private let tree: URL
    private let tools: URL

    init() throws {
        scratch = try Scratch()
        tree = scratch.folder.appendingPathComponent("tree")
        tools = scratch.folder.appendingPathComponent("tools")
        try write("tree/web/Chart.yaml", "apiVersion: v2\nname: web\nversion: 0.1.0\n")
        try write("tree/web/templates/pod.yaml", Self.pod.replacingOccurrences(of: "true", with: "{{ .Values.wide }}"))
        try write("tree/k/kustomization.yaml", "resources: [pod.yaml, ../base]\nnamePrefix: x-\n")
        try write("tree/k/pod.yaml", Self.pod)
        try write("tree/base/kustomization.yaml", "resources: [service.yaml]\n")
        try write("tree/base/service.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: []}\n")
    }

    private static let pod = """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          hostPID: true
          containers: []

        """

    private func write(_ path: String, _ text: String) throws {
        let file = scratch.folder.appendingPathComponent(path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    /// A mock of a tool: notes that it ran, then prints a text.
    private func mock(_ name: String, in folder: String = "tools", _ script: String) throws {
        try write("\(folder)/\(name)", "#!/bin/sh\necho \"$0 $*\" >>\(scratch.path("ran"))\n\(script)\n")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: scratch.path("\(folder)/\(name)"))
    }

    private var ran: String { (try? String(contentsOfFile: scratch.path("ran"), encoding: .utf8)) ?? "" }

    private func lint(_ arguments: String..., command: String = "lint", path: String? = nil) throws -> (
        findings: [[String: Any]], text: String
    ) {
        let outcome = try Tool.run(
            Tool.binary, [command, "-f", "json"] + arguments,
            environment: ["PATH": path ?? "\(tools.path):/usr/bin:/bin"],
            in: tree)
        let artifacts = try outcome.json()["artifacts"] as? [[String: Any]]
        return (artifacts?.first?["findings"] as? [[String: Any]] ?? [], outcome.text + outcome.errors)
    }

    private func places(_ findings: [[String: Any]], _ id: String) -> [String] {
        findings.filter { $0["id"] as? String == id }.map {
            let location = $0["location"] as? [String: Any]
            return "\(location?["path"] as? String ?? ""):\(location?["line"] as? Int ?? 0)"
        }.sorted()
    }

    private static let helm =
        "printf '%s\\n' '---' '# Source: web/templates/pod.yaml' '\(pod.replacingOccurrences(of: "\n", with: "' '"))'"

    @Test func chartsAreRenderedWhereHelmIs() throws {
        try mock("helm", Self.helm)
        let (findings, text) = try lint("web")
        #expect(places(findings, "DD-K8S-HOST-PID") == ["web/templates/pod.yaml:0"], "\(text)")
        #expect(ran.contains("helm template web"))
        let without = try lint("web", "--no-render")
        #expect(without.findings.isEmpty && without.text.contains("helm template"))
    }

    @Test func whatHelmSaysIsTold() throws {
        try mock("helm", "echo 'Error: found in Chart.yaml, but missing in charts/ directory: redis' >&2; exit 1")
        #expect(try lint("web").text.contains("missing in charts/ directory: redis"))
    }

    @Test func withoutHelmTheWayIsTold() throws {
        guard Tool.find("helm") == nil else { return print("SKIPPED: withoutHelmTheWayIsTold: helm is installed") }
        #expect(try lint("web").text.contains("helm template web | drydock lint -"))
    }

    @Test func schemasThatReachOutAreLeftAlone() throws {
        try mock("helm", Self.helm)
        try write("tree/web/values.schema.json", "{\"properties\": {\"a\": {\"$ref\": \"http://192.0.2.1/x.json\"}}}\n")
        #expect(try lint("web").text.contains("refers to the network"))
        #expect(ran.isEmpty)
    }

    /// What the files say keeps its place; what only comes to be by the kustomization is told at it.
    @Test func kustomizationsAreJudgedAsTheyDeploy() throws {
        let deployed = Self.pod.replacingOccurrences(of: "name: web", with: "name: x-web") + "  hostIPC: true\n"
        try mock("kustomize", "printf '%s\\n' '\(deployed.replacingOccurrences(of: "\n", with: "' '"))'")
        let (findings, text) = try lint("k", "base")
        #expect(places(findings, "DD-K8S-HOST-PID") == ["k/pod.yaml:6"], "\(text)")
        #expect(places(findings, "DD-K8S-HOST-IPC") == ["k/kustomization.yaml:0"], "\(text)")
        #expect(ran.contains("kustomize build k") && !ran.contains("build base"))
        #expect(try places(lint("k", "--no-render").findings, "DD-K8S-HOST-IPC").isEmpty)
        // Of a whole tree none is rendered.
        let tree = try lint(".")
        #expect(places(tree.findings, "DD-K8S-HOST-IPC").isEmpty && tree.text.contains("drydock lint k"))
    }

    @Test(arguments: ["https://192.0.2.1/x.yaml", "github.com/org/repo//deploy?ref=v1", "../elsewhere"])
    func partsElsewhereAreNotFetched(part: String) throws {
        try mock("kustomize", "echo a: 1")
        try write("tree/k/kustomization.yaml", "resources: [pod.yaml, \"\(part)\"]\n")
        let (findings, text) = try lint("k")
        #expect(text.contains("not rendered") && text.contains("kustomize build k"), "\(text)")
        #expect(places(findings, "DD-K8S-HOST-PID") == ["k/pod.yaml:6"])
        #expect(ran.isEmpty)
    }

    /// Nothing of a target runs: not by `scan` and `fix`, and not from a folder that PATH names relatively.
    @Test func nothingOfATargetRuns() throws {
        try mock("helm", in: "tree", Self.helm)
        try mock("kustomize", in: "tree", "echo a: 1")
        _ = try lint(".", path: ".:/usr/bin:/bin")
        try mock("helm", Self.helm)
        try mock("kustomize", "echo a: 1")
        _ = try lint(".", "--only", "misconfig", command: "scan")
        _ = try Tool.run(
            Tool.binary, ["fix", "."], environment: ["PATH": "\(tools.path):/usr/bin:/bin"], in: tree)
        #expect(ran.isEmpty, "\(ran)")
    }

    /// A scan renders where it is told to, whatever folder it is told from.
    @Test func scanRendersWhenTold() throws {
        try mock("helm", Self.helm)
        let (findings, text) = try lint(".", "--only", "misconfig", "--render", command: "scan")
        #expect(places(findings, "DD-K8S-HOST-PID").contains("web/templates/pod.yaml:0"), "\(text)")
        #expect(ran.contains("helm template web"))
        let far = try lint(scratch.path("tree/web"), "--only", "misconfig", "--render", command: "scan")
        #expect(places(far.findings, "DD-K8S-HOST-PID") == ["templates/pod.yaml:0"], "\(far.text)")
        #expect(ran.contains("helm template \(scratch.path("tree/web"))"))
        let deployed = Self.pod.replacingOccurrences(of: "name: web", with: "name: x-web") + "  hostIPC: true\n"
        try mock("kustomize", "printf '%s\\n' '\(deployed.replacingOccurrences(of: "\n", with: "' '"))'")
        try write("tree/k/kustomization.yaml", "resources: [pod.yaml]\nnamePrefix: x-\n")
        let made = try lint("k", "--only", "misconfig", "--render", command: "scan")
        #expect(places(made.findings, "DD-K8S-HOST-PID") == ["pod.yaml:6"], "\(made.text)")
        #expect(places(made.findings, "DD-K8S-HOST-IPC") == ["kustomization.yaml:0"], "\(made.text)")
    }

    @Test func companionsOfANamedComposeFileAreRead() throws {
        let hard = "services: {hard: {security_opt: [\"no-new-privileges:true\"]}}\n"
        try write("tree/common.yml", hard)
        try write(
            "tree/compose.yaml",
            "services: {a: {image: \"example.org/a:${TAG}\", extends: {file: common.yml, service: hard}}}\n")
        try write("tree/.env", "TAG=latest\n")
        let ids = try Set(lint("compose.yaml").findings.compactMap { $0["id"] as? String })
        #expect(ids.contains("DD-CO-IMAGE-TAG") && !ids.contains("DD-CO-NEW-PRIVILEGES"), "\(ids)")
    }
}
