import Policy

/// Reads the files a policy is made of.
public enum PolicyFiles {
    /// The named configuration, or that of this folder, or none.
    public static func configuration(at path: String?) throws -> Configuration {
        guard let path = path ?? (FileBytes.exists(Configuration.fileName) ? Configuration.fileName : nil) else {
            return Configuration()
        }
        return try Configuration(parsing: text(of: path), file: path)
    }

    /// The named ignore files, or `.trivyignore` and `.trivyignore.yaml` of this folder.
    public static func ignores(at paths: [String]) throws -> [IgnoreRule] {
        let files = paths.isEmpty ? [".trivyignore", ".trivyignore.yaml"].filter(FileBytes.exists) : paths
        return try files.flatMap { file in
            let text = try text(of: file)
            if file.hasSuffix(Configuration.fileName) {
                return try Configuration(parsing: text, file: file).ignores
            }
            return file.hasSuffix(".yaml") || file.hasSuffix(".yml")
                ? try TrivyIgnore.rules(fromYAML: text, file: file) : try TrivyIgnore.rules(from: text, file: file)
        }
    }

    public static func vex(at paths: [String]) throws -> [VEXStatement] {
        try paths.flatMap { try VEXStatement.statements(in: FileBytes.read($0), file: $0) }
    }

    public static func baseline(at path: String) throws -> Baseline {
        try Baseline(parsing: FileBytes.read(path), file: path)
    }

    /// Bytes of a file people write by hand.
    private static let limit = 8 << 20

    private static func text(of path: String) throws(WorkflowError) -> String {
        let bytes = try FileBytes.read(path, limit: limit)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw WorkflowError("is no UTF-8 text", subject: path)
        }
        return text
    }
}
