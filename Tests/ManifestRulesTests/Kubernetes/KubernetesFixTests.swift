import Findings
import Foundation
import Manifests
import TestSupport
import Testing

@testable import ManifestRules

/// Repair keeps its promises over many inputs: what it writes parses, has fewer findings and none new, keeps comments,
/// and a second run changes nothing.
@Suite struct KubernetesFixTests {
    private static func lint(_ path: String, _ options: ManifestOptions = ManifestOptions())
        -> @Sendable ([UInt8]) -> LintResult
    {
        { bytes in
            ManifestLinter.lint(
                bytes, at: path, among: [], selection: RuleSelection(profile: .strict), options: options)
        }
    }

    private static func comments(_ bytes: [UInt8]) -> [String] {
        let tree = YAMLParser.parse(bytes)
        return tree.comments.map { tree.source.string($0) }
    }

    private static func counts(_ findings: [Finding]) -> [String: Int] {
        findings.reduce(into: [:]) { $0[$1.id, default: 0] += 1 }
    }

    static func proves(_ text: [UInt8], path: String, _ name: String) -> Bool {
        let lint = lint(path)
        let before = lint(text).findings
        let result = FileRepair.repair(text, path: path, lint: lint)
        guard result.isChanged else { return false }
        let after = lint(result.bytes).findings
        #expect(YAMLParser.parse(result.bytes).faults.isEmpty, "\(name) no longer parses")
        #expect(after.count < before.count, "\(name)")
        let old = counts(before)
        for (id, count) in counts(after) { #expect(count <= old[id, default: 0], "\(name): more of \(id)") }
        #expect(comments(result.bytes) == comments(text), "\(name) lost a comment")
        let again = FileRepair.repair(result.bytes, path: path, lint: lint)
        #expect(!again.isChanged, "\(name): a second run changes:\n\(again.diff)")
        return true
    }

    @Test func fixesExamples() {
        var changed = 0
        for rule in AllKubernetesRules.rules {
            for text in rule.examples.bad where Self.proves(Array(text.utf8), path: "a.yaml", rule.card.id) {
                changed += 1
            }
        }
        for rule in AllComposeRules.rules {
            for text in rule.examples.bad where Self.proves(Array(text.utf8), path: "compose.yaml", rule.card.id) {
                changed += 1
            }
        }
        #expect(changed > 100)
    }

    @Test func fixesRealFiles() throws {
        let archive = Tool.shared.appendingPathComponent("cases/real.tar.zst").path
        guard FileManager.default.fileExists(atPath: archive), Tool.find("zstd") != nil else {
            print("SKIPPED: fixesRealFiles: no ../shared or no zstd")
            return
        }
        let scratch = try Scratch()
        let folder = scratch.folder
        try Tool.check("tar", ["--zstd", "-xf", archive, "-C", folder.path])
        let paths = (FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? [])
            .filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted()
        #expect(paths.count > 300)
        var changed = 0
        // A sample; the whole was run by hand.
        for path in paths.enumerated().filter({ $0.offset % 9 == 0 }).map(\.element) {
            guard let data = FileManager.default.contents(atPath: folder.appendingPathComponent(path).path) else {
                continue
            }
            if Self.proves([UInt8](data), path: path, path) { changed += 1 }
        }
        #expect(changed > 10)
    }

    private static func fixed(
        _ text: String, path: String = "a.yaml", only rule: String, _ options: ManifestOptions = ManifestOptions()
    ) -> String {
        let result = FileRepair.repair(Array(text.utf8), path: path, only: [rule], lint: lint(path, options))
        return String(decoding: result.bytes, as: UTF8.self)
    }

    @Test func movesAnnotationsIntoFields() {
        let text = """
            apiVersion: v1
            kind: Pod
            metadata:
              name: web
              annotations:
                # how it was done
                seccomp.security.alpha.kubernetes.io/pod: runtime/default
                note: x
            spec:
              containers:
              - name: app
                image: a:1

            """
        let result = Self.fixed(text, only: "DD-K8S-SECCOMP-ANNOTATION")
        #expect(!result.contains("seccomp.security.alpha"))
        #expect(result.contains("# how it was done"))
        #expect(
            result.contains("    image: a:1\n  securityContext:\n    seccompProfile:\n      type: RuntimeDefault\n"))
    }

    @Test func setsLimitsOnlyWhenToldTo() {
        let text =
            "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: app\n    image: a:1\n"
        #expect(Self.fixed(text, only: "DD-K8S-MEMORY-LIMIT") == text)
        var options = ManifestOptions()
        options.decisions.memoryLimit = "256Mi"
        #expect(
            Self.fixed(text, only: "DD-K8S-MEMORY-LIMIT", options)
                == text + "    resources:\n      limits:\n        memory: 256Mi\n")
        let compose = "services:\n  web:\n    image: a:1\n"
        options.decisions.memoryLimit = "256M"
        #expect(
            Self.fixed(compose, path: "compose.yaml", only: "DD-CO-MEMORY-LIMIT", options)
                == compose + "    deploy:\n      resources:\n        limits:\n          memory: 256M\n")
    }

    @Test func leavesAnchorsAlone() {
        let text =
            "x: &base\n  image: a:1\nservices:\n  web:\n    <<: *base\n  api: &api\n    image: b:1\n  job: *api\n"
        let result = Self.fixed(text, path: "compose.yaml", only: "DD-CO-NEW-PRIVILEGES")
        #expect(result.contains("<<: *base\n    security_opt:\n      - no-new-privileges:true\n"))
        #expect(result.contains("  api: &api\n    image: b:1\n  job: *api\n"))
    }
}
