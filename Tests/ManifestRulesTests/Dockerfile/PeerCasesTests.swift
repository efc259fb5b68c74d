import Findings
import Foundation
import TestSupport
import Testing

@testable import ManifestRules

/// The peers' cases that lie beside the checkout: what hadolint and Trivy say of a Dockerfile, we say too.
@Suite struct PeerCasesTests {
    struct Case {
        var id: String
        var rule: String
        var text: String
        var isReported: Bool
        var isDefault: Bool
    }

    /// Disagreements, with the reason; docs/cases-dockerfile.md tells more.
    static let known: Set<String> = [
        // The same text stands twice, once as caught and once as not.
        "DL3028:multi"
    ]

    static func read(_ path: String, text: String) -> [Case]? {
        guard let data = try? Data(contentsOf: Tool.shared.appendingPathComponent("cases/" + path)) else { return nil }
        return data.split(separator: UInt8(ascii: "\n")).compactMap { line in
            guard let object = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any],
                let rule = object["rule"] as? String, let body = object[text] as? String,
                let isReported = object["expect"] as? Bool,
                (object["family"] as? String ?? "dockerfile") == "dockerfile"
            else { return nil }
            return Case(
                id: object["id"] as? String ?? rule, rule: rule, text: body, isReported: isReported,
                isDefault: object["default_config"] as? Bool ?? true)
        }
    }

    static func disagreements(_ cases: [Case]) -> [String] {
        cases.compactMap { item in
            // Cases with options of their own do not say which; LabelRulesTests stand for them.
            guard item.isDefault, !known.contains(item.id) else { return nil }
            let result = DockerfileLinter.lint(
                Array(item.text.utf8), path: "Dockerfile", selection: RuleSelection(parsing: "all"))
            let isReported = result.findings.contains { $0.aliases.contains(item.rule) }
            return isReported == item.isReported ? nil : "\(item.id): \(item.text)"
        }
    }

    @Test func hadolint() {
        guard let cases = Self.read("hadolint/dev.jsonl", text: "dockerfile") else {
            print("SKIPPED: hadolint: ../shared/cases/hadolint is not there")
            return
        }
        #expect(cases.count > 300)
        #expect(Self.disagreements(cases) == [])
    }

    @Test func trivy() {
        guard let cases = Self.read("trivy-checks/dev.jsonl", text: "input") else {
            print("SKIPPED: trivy: ../shared/cases/trivy-checks is not there")
            return
        }
        #expect(cases.count > 20)
        #expect(Self.disagreements(cases) == [])
    }
}
