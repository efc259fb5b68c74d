import ManifestRules

/// Rules of the user's own, from the files that `--policy-file` names.
enum OwnRules {
    /// Bytes of one file of rules.
    private static let fileLimit = 8 << 20

    /// - Throws: `WorkflowError` naming the file that cannot be read or holds no rules.
    static func read(_ paths: [String]) throws -> [CustomRule] {
        try paths.flatMap { path in
            do { return try CustomRule.read(FileBytes.read(path, limit: fileLimit)) } catch let fault as CustomRuleFault
            {
                throw WorkflowError("\(fault)", subject: path)
            }
        }
    }
}
