import Documents
import Findings

/// The findings that were there when the user drew the line; only new ones are reported.
public struct Baseline: Sendable, Hashable {
    public static let schemaVersion = "1.0"

    public var file: String
    private var fingerprints: Set<String>

    public init(file: String, fingerprints: Set<String>) {
        self.file = file
        self.fingerprints = fingerprints
    }

    public func contains(_ fingerprint: String) -> Bool { fingerprints.contains(fingerprint) }

    /// Reads what `text(of:)` wrote.
    public init(parsing bytes: [UInt8], file: String) throws(PolicyError) {
        self.init(file: file, fingerprints: [])
        let root: JSONValue
        do {
            root = try JSONDocument(bytes).root
        } catch {
            throw PolicyError("not JSON: \(error.problem)", file: file, error.position)
        }
        guard root["drydockBaseline"]?.string == Self.schemaVersion else {
            throw PolicyError(
                "no baseline of version \(Self.schemaVersion); make one with --update-baseline", file: file)
        }
        guard let findings = root["findings"], findings.isArray else {
            throw PolicyError("the baseline has no findings array", file: file)
        }
        for entry in findings.elements {
            guard let fingerprint = entry["fingerprint"]?.string else {
                throw PolicyError("an entry of the baseline has no fingerprint", file: file, entry.position)
            }
            fingerprints.insert(fingerprint)
        }
    }

    /// The baseline of a result, as text for a file: one finding a line, sorted, so that changes can be reviewed.
    public static func text(of result: ScanResult) -> String {
        var lines = Set<String>()
        for artifact in result.artifacts {
            for (finding, fingerprint) in zip(artifact.findings, artifact.findings.numberedFingerprints) {
                var fields = ["\"fingerprint\": \(quoted(fingerprint))", "\"id\": \(quoted(finding.id))"]
                if let package = finding.package { fields.append("\"package\": \(quoted(package.name))") }
                if let location = finding.location { fields.append("\"path\": \(quoted(location.path))") }
                lines.insert("    {" + fields.joined(separator: ", ") + "}")
            }
        }
        let list = lines.sorted().joined(separator: ",\n")
        return "{\n  \"drydockBaseline\": \"\(schemaVersion)\",\n  \"findings\": ["
            + (list.isEmpty ? "" : "\n" + list + "\n  ") + "]\n}\n"
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\" + String(scalar)
            case "\u{0}"..<"\u{20}", "\u{7f}"..<"\u{a0}", "\u{2028}"..."\u{202e}":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

extension PolicyError {
    init(_ problem: String, file: String, _ position: TextPosition) {
        self.init(problem, file: file, line: position.line, column: position.column)
    }
}
