import Findings

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
        let wanted = ruleIDs.map { ids in Set(ids.map { $0.uppercased() }) }
        return FixApplier(
            path: path,
            wants: { finding in
                guard let wanted else { return true }
                return wanted.contains(finding.id.uppercased())
                    || finding.aliases.contains { wanted.contains($0.uppercased()) }
            }, lint: lint
        ).repair(bytes)
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
