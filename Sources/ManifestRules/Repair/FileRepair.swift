import Findings
import Repair

/// Repairs one file with the fixes that its rules offer; `drydock fix` calls it for each file it finds.
public enum FileRepair {
    /// Repairs a file of any kind.
    ///
    /// - Parameters:
    ///   - ruleIDs: limits the repair to rules of these ids or aliases; nil: all that the lint reports.
    ///   - lint: judges a version of the file, with the selection and options of the user.
    public static func repair(
        _ bytes: [UInt8], path: String, only ruleIDs: Set<String>? = nil, lint: @escaping ([UInt8]) -> LintResult
    ) -> RepairResult {
        repair(bytes, path: path, wants: RepairResult.wanted(ruleIDs), lint: lint)
    }

    /// Repairs a file of any kind.
    ///
    /// - Parameters:
    ///   - wants: which findings to put right.
    ///   - lint: judges a version of the file, with the selection and options of the user.
    public static func repair(
        _ bytes: [UInt8], path: String, wants: @escaping (Finding) -> Bool, lint: @escaping ([UInt8]) -> LintResult
    ) -> RepairResult {
        let repair = TreeRepair<Never>(wants: wants, read: { _ in bytes }) { changes in
            [path: lint(changes[path] ?? bytes).findings]
        }
        return repair.repair()[path] ?? RepairResult(bytes: bytes)
    }

    /// Repairs a Dockerfile.
    public static func repair(
        dockerfile bytes: [UInt8], path: String, selection: RuleSelection = RuleSelection(),
        only ruleIDs: Set<String>? = nil, options: DockerfileOptions = DockerfileOptions()
    ) -> RepairResult {
        repair(bytes, path: path, only: ruleIDs) {
            DockerfileLinter.lint($0, path: path, selection: selection, options: options)
        }
    }
}
