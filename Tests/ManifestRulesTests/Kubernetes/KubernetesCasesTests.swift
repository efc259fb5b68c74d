import Findings
import Foundation
import TestSupport
import Testing

@testable import ManifestRules

/// Cases of Trivy and kube-linter; what we judge otherwise stands in docs/cases-kubernetes.md with the reason.
@Suite struct KubernetesCasesTests {
    private static func lines(_ file: String) -> [[String: Any]]? {
        let url = Tool.shared.appendingPathComponent("cases/\(file)")
        guard let text = try? String(contentsOf: url, encoding: .utf8) else { return nil }
        return text.split(separator: "\n").compactMap {
            (try? JSONSerialization.jsonObject(with: Data($0.utf8))) as? [String: Any]
        }
    }

    /// The peers' names that the findings of an input carry.
    /// - Parameter configuration: of kube-linter, as its user has it.
    private static func aliases(_ input: String, _ configuration: String? = nil) throws -> [String] {
        var options = ManifestOptions()
        if let configuration {
            options.customRules = try KubeLinterConfiguration.read(Array(configuration.utf8)).rules
        }
        return ManifestLinter.lint(
            files: [ManifestFile(path: "case.yaml", bytes: Array(input.utf8))],
            selection: RuleSelection(profile: .all), options: options
        ).findings.flatMap(\.aliases)
    }

    @Test func agreesWithTrivy() throws {
        guard let cases = Self.lines("trivy-checks/dev.jsonl") else {
            print("SKIPPED: agreesWithTrivy: no ../shared")
            return
        }
        var total = 0
        var wrong: [String] = []
        for item in cases where item["family"] as? String == "kubernetes" {
            guard let rule = item["rule"] as? String, let input = item["input"] as? String,
                let expect = item["expect"] as? Bool
            else { continue }
            total += 1
            let found = try Self.aliases(input).contains(rule)
            if found != expect { wrong.append("\(item["id"] as? String ?? rule): wants \(expect)") }
        }
        print("Trivy: \(total - wrong.count) of \(total) agree; else: \(wrong)")
        #expect(total > 300)
        #expect(Double(total - wrong.count) / Double(total) >= 0.98)
    }

    /// kube-linter's checks are built in, or made by its user of a template. The user's part of these cases is said by the
    /// messages they expect ("is missing required annotation: required-annotation"), and is given to us the way a user gives
    /// it: as `.kube-linter.yaml`.
    private static let configurations = [
        "statefulset-volumeclaimtemplate-annotation": """
        customChecks:
        - name: statefulset-volumeclaimtemplate-annotation
          template: statefulset-volumeclaimtemplate-annotation
          params: {annotation: required-annotation}
        """
    ]

    /// The three checks of the case `template-cel`, written by us from what its messages say. This shows that such checks can
    /// be expressed; it is no agreement with expressions that nobody has shown us, and is not counted as one.
    private static let expressions = """
        customChecks:
        - name: template-cel
          template: cel-expression
          scope: {objectKinds: [DeploymentLike]}
          params:
            check: >-
              has(object.metadata.annotations) && 'foo.bar/baz' in object.metadata.annotations
              && object.metadata.annotations['foo.bar/baz'] == 'true' ? 'Object has reloader annotation' : ''
        - name: template-cel
          template: cel-expression
          scope: {objectKinds: [ServiceAccount]}
          params:
            check: >-
              has(object.metadata.annotations) && 'eks.amazonaws.com/role-arn' in object.metadata.annotations
              && !object.metadata.annotations['eks.amazonaws.com/role-arn'].matches('^arn:aws:iam::[0-9]{12}:role/.+$')
              ? 'Invalid EKS IAM role ARN format' : ''
        - name: template-cel
          template: cel-expression
          scope: {objectKinds: [ServiceMonitor]}
          params:
            check: >-
              objects.exists(s, s.kind == 'Service'
              && (!has(object.spec.selector) || object.spec.selector.matchLabels.all(k, has(s.metadata.labels)
              && k in s.metadata.labels && s.metadata.labels[k] == object.spec.selector.matchLabels[k]))
              && (!has(object.spec.namespaceSelector) || has(s.metadata.namespace)
              && s.metadata.namespace in object.spec.namespaceSelector.matchNames)) ? '' : 'no services found'
        """

    @Test func agreesWithKubeLinter() throws {
        guard let cases = Self.lines("kube-linter/dev.jsonl") else {
            print("SKIPPED: agreesWithKubeLinter: no ../shared")
            return
        }
        var wrong: [String] = []
        for item in cases {
            guard let check = item["check"] as? String, let input = item["input"] as? String,
                let expect = item["expect_count"] as? Int
            else { continue }
            let found = try Self.aliases(input, Self.configurations[check]).count { $0 == check }
            if found != expect { wrong.append("\(check): \(found) instead of \(expect)") }
            if check == "template-cel" {
                #expect(try Self.aliases(input, Self.expressions).count { $0 == check } == expect)
            }
        }
        print("kube-linter: \(cases.count - wrong.count) of \(cases.count) agree; else: \(wrong)")
        #expect(wrong.map { $0.prefix { $0 != ":" } } == ["template-cel"])
    }

    @Test func everyCheckOfTrivyHasARule() {
        guard
            let text = try? Data(contentsOf: Tool.shared.appendingPathComponent("cases/trivy-checks/rules.json")),
            let rules = (try? JSONSerialization.jsonObject(with: text)) as? [String: [String]]
        else {
            print("SKIPPED: everyCheckOfTrivyHasARule: no ../shared")
            return
        }
        let known = Set(AllKubernetesRules.rules.flatMap(\.card.aliases))
        let missing = rules.filter { $0.value.last == "kubernetes" && !known.contains($0.key) }.keys.sorted()
        #expect(missing.isEmpty, "no rule for \(missing)")
    }
}
