import Findings

/// A CVSS vector of version 2.0, 3.0, 3.1 or 4.0, read and scored.
///
/// Metrics may stand in any order, as every reader in the field allows. Version 2 has no prefix, or `CVSS:2.0/`, or
/// stands in parentheses as NVD's old feeds write it.
public struct CVSSVector: Sendable, Hashable, CustomStringConvertible {
    /// As written.
    public let description: String
    public let version: CVSSVersion
    /// Of versions 2 and 3 the base score, whatever else the vector holds. Version 4 has one score, which takes threat and
    /// environmental metrics in where the vector gives them. 0.0 to 10.0, one decimal.
    public let score: Double

    /// Bytes; all metrics of version 4 at their longest take fewer.
    static let longest = 512

    public init(parsing text: String) throws(CVSSError) {
        guard text.utf8.count <= Self.longest else { throw .tooLong(bytes: text.utf8.count) }
        var body = text[...]
        if body.hasPrefix("("), body.hasSuffix(")") { body = body.dropFirst().dropLast() }
        guard !body.isEmpty else { throw .empty }
        var version = CVSSVersion.v2
        if body.hasPrefix("CVSS:") {
            let rest = body.dropFirst(5)
            let word = rest.prefix { $0 != "/" }
            guard let known = CVSSVersion(rawValue: String(word)) else { throw .unknownVersion(String(word)) }
            version = known
            body = rest.dropFirst(word.count + 1)
            guard !body.isEmpty else { throw .empty }
        }
        let values = try CVSSValues(body, CVSSMetrics.of(version))
        description = text
        self.version = version
        let tenths =
            switch version {
            case .v2: CVSS2.baseScore(values)
            case .v30, .v31: CVSS3.baseScore(values, version)
            case .v4: CVSS4.score(values)
            }
        score = Double(tenths) / 10
    }

    /// The qualitative rating.
    ///
    /// Version 2 has no scale of its own; this is NVD's, which ends at high.
    /// Sources: CVSS v3.1 specification, section 5; v4.0, section 6; https://nvd.nist.gov/vuln-metrics/cvss.
    public var severity: Severity {
        let severity = Severity(cvssScore: score)
        guard version == .v2 else { return severity }
        return min(max(severity, .low), .high)
    }
}

/// The values of a vector's metrics.
struct CVSSValues {
    /// By the position of the metric in its table: the first byte of the value, 0 where the vector gives none.
    private var letters: [UInt8]
    private let table: CVSSMetrics

    init(_ body: Substring, _ table: CVSSMetrics) throws(CVSSError) {
        letters = [UInt8](repeating: 0, count: table.metrics.count)
        self.table = table
        for part in body.split(separator: "/", omittingEmptySubsequences: false) {
            guard let colon = part.utf8.firstIndex(of: UInt8(ascii: ":")) else { throw .malformedPart(String(part)) }
            let name = part[..<colon]
            let value = part[part.utf8.index(after: colon)...]
            guard let index = table.metrics.firstIndex(where: { $0.name == name }) else {
                throw name.isEmpty ? .malformedPart(String(part)) : .unknownMetric(String(name), table.version)
            }
            guard table.metrics[index].values.contains(where: { $0 == value }), let letter = value.utf8.first else {
                throw .unknownValue(metric: String(name), value: String(value), table.version)
            }
            guard letters[index] == 0 else { throw .repeatedMetric(String(name)) }
            letters[index] = letter
        }
        let missing = table.metrics.indices.prefix(table.mandatory).filter { letters[$0] == 0 }
        guard missing.isEmpty else { throw .missingMetrics(missing.map { table.metrics[$0].name }, table.version) }
    }

    /// The value's first letter; nil where the vector does not give the metric, or gives it as not defined (`X`).
    subscript(_ name: String) -> Character? {
        guard let index = table.metrics.firstIndex(where: { $0.name == name }) else { return nil }
        let letter = letters[index]
        return letter == 0 || letter == UInt8(ascii: "X") ? nil : Character(UnicodeScalar(letter))
    }
}
