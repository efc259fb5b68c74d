/// How bad a finding is, from least to most. The order is the order of the cases.
public enum Severity: String, Sendable, CaseIterable, Comparable, Codable {
    case unknown, negligible, low, medium, high, critical

    public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    /// 0 (unknown) to 5 (critical).
    public var rank: Int {
        switch self {
        case .unknown: 0
        case .negligible: 1
        case .low: 2
        case .medium: 3
        case .high: 4
        case .critical: 5
        }
    }

    /// The qualitative rating of a CVSS base score.
    /// Source: CVSS v3.1 specification, section 5 ("Qualitative Severity Rating Scale"); the same bands in v4.0.
    public init(cvssScore score: Double) {
        switch score {
        case 9.0...: self = .critical
        case 7.0..<9.0: self = .high
        case 4.0..<7.0: self = .medium
        case 0.1..<4.0: self = .low
        default: self = .negligible
        }
    }

    /// Reads the words the field uses: `moderate` is medium, `important` high, `minor`, `unimportant` negligible, ….
    public init?(word: some StringProtocol) {
        switch word.lowercased() {
        case "critical", "urgent": self = .critical
        case "high", "important", "error": self = .high
        case "medium", "moderate", "warning", "warn": self = .medium
        case "low", "minor", "info", "note", "style": self = .low
        case "negligible", "unimportant", "none", "ignore": self = .negligible
        case "unknown", "untriaged", "unspecified", "unassigned", "not yet assigned", "": self = .unknown
        default: return nil
        }
    }
}
