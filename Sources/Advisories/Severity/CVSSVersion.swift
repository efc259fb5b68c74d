/// The versions of the Common Vulnerability Scoring System that vectors are read of.
public enum CVSSVersion: String, Sendable, Hashable, CaseIterable, Comparable {
    case v2 = "2.0"
    case v30 = "3.0"
    case v31 = "3.1"
    case v4 = "4.0"

    public static func < (left: CVSSVersion, right: CVSSVersion) -> Bool { left.rawValue < right.rawValue }
}

/// Why a text is no CVSS vector.
public enum CVSSError: Error, Sendable, Hashable, CustomStringConvertible {
    case empty
    case tooLong(bytes: Int)
    case unknownVersion(String)
    /// Not `METRIC:VALUE`.
    case malformedPart(String)
    case unknownMetric(String, CVSSVersion)
    case unknownValue(metric: String, value: String, CVSSVersion)
    case repeatedMetric(String)
    case missingMetrics([String], CVSSVersion)

    public var description: String {
        switch self {
        case .empty: "the CVSS vector is empty"
        case .tooLong(let bytes):
            "a CVSS vector of \(bytes) bytes is longer than any can be (\(CVSSVector.longest) bytes)"
        case .unknownVersion(let version):
            "CVSS version \(version) is not known; known are \(CVSSVersion.allCases.map(\.rawValue).joined(separator: ", "))"
        case .malformedPart(let part): "'\(part)' in a CVSS vector is not METRIC:VALUE"
        case .unknownMetric(let metric, let version): "CVSS \(version.rawValue) has no metric \(metric)"
        case .unknownValue(let metric, let value, let version):
            "the metric \(metric) of CVSS \(version.rawValue) has no value \(value)"
        case .repeatedMetric(let metric): "the CVSS vector gives the metric \(metric) twice"
        case .missingMetrics(let metrics, let version):
            "the CVSS \(version.rawValue) vector lacks \(metrics.joined(separator: ", "))"
        }
    }
}
