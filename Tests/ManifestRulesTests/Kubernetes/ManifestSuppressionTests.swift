import Findings
import Testing

@testable import ManifestRules

@Suite struct ManifestSuppressionTests {
    private static func ids(_ text: String, path: String = "a.yaml") -> (
        found: [String], passedOver: [SuppressedFinding]
    ) {
        let report = ManifestLinter.lint(
            files: [ManifestFile(path: path, bytes: Array(text.utf8))], selection: RuleSelection(profile: .strict))
        return (report.findings.map(\.id), report.files.flatMap(\.result.suppressed))
    }

    private static func pod(_ comment: String = "", metadata: String = "", tail: String = "") -> String {
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n\(metadata)spec:\n  containers:\n\(comment)  - name: app\n    image: a:latest\(tail)\n"
    }

    @Test(arguments: [
        pod("  # drydock:ignore DD-K8S-IMAGE-TAG we build it here\n"),
        pod("  # trivy:ignore:KSV-0013\n"),
        pod("  #trivy:ignore:AVD-KSV-0013\n"),
        "# drydock:ignore DD-K8S-IMAGE-TAG\n" + pod(),
        pod(tail: " # drydock:ignore DD-K8S-IMAGE-TAG"),
        pod(metadata: "  annotations:\n    ignore-check.kube-linter.io/latest-tag: fine\n"),
        pod(metadata: "  annotations:\n    kube-linter.io/ignore-all: fine\n"),
        pod(metadata: "  annotations:\n    checkov.io/skip1: CKV_K8S_14=fine\n"),
        "# checkov:skip=CKV_K8S_14:fine\n" + pod(),
    ])
    func isHeard(_ text: String) {
        let result = Self.ids(text)
        #expect(!result.found.contains("DD-K8S-IMAGE-TAG"), "\(text)")
        #expect(result.passedOver.contains { $0.finding.id == "DD-K8S-IMAGE-TAG" && $0.cause == "ignored" })
        #expect(!result.found.isEmpty)
    }

    @Test func holdsForNoMoreThanItSays() {
        let other = Self.pod("  # drydock:ignore DD-K8S-PRIVILEGED\n")
        #expect(Self.ids(other).found.contains("DD-K8S-IMAGE-TAG"))
        let second = Self.pod("  # drydock:ignore DD-K8S-IMAGE-TAG\n") + "  - name: two\n    image: b:latest\n"
        #expect(Self.ids(second).found.filter { $0 == "DD-K8S-IMAGE-TAG" }.count == 1)
        let documents = "# drydock:ignore DD-K8S-IMAGE-TAG\n" + Self.pod() + "---\n" + Self.pod()
        #expect(Self.ids(documents).found.filter { $0 == "DD-K8S-IMAGE-TAG" }.count == 1)
    }

    @Test func keepsTheReason() {
        let result = Self.ids(Self.pod("  # drydock:ignore DD-K8S-IMAGE-TAG we build it here\n"))
        #expect(result.passedOver.first { $0.finding.id == "DD-K8S-IMAGE-TAG" }?.reason == "we build it here")
    }

    @Test func isHeardInComposeFiles() {
        let text = "services:\n  # drydock:ignore DD-CO-IMAGE-TAG local\n  web:\n    image: nginx\n"
        #expect(!Self.ids(text, path: "compose.yaml").found.contains("DD-CO-IMAGE-TAG"))
    }
}
