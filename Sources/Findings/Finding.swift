/// What a finding is about; the raw values are those of `--only` and of the JSON report.
public enum FindingKind: String, Sendable, CaseIterable, Comparable, Codable {
    case vulnerability = "vuln"
    case misconfiguration = "misconfig"
    case secret
    case code
    case licence

    public static func < (left: FindingKind, right: FindingKind) -> Bool { left.order < right.order }

    private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// What is known of a vulnerability in the package at hand.
public enum FindingStatus: String, Sendable, CaseIterable, Codable {
    /// A version that clears it exists.
    case fixed
    /// Affected, and no version that clears it is known.
    case affected
    case willNotFix = "will_not_fix"
    case endOfLife = "end_of_life"
    case underInvestigation = "under_investigation"
    case notAffected = "not_affected"
}

/// Whether vulnerable code can be reached from the program's entry points.
public enum Reachability: String, Sendable, Codable {
    /// A path from an entry point to a vulnerable symbol exists.
    case reachable
    /// No vulnerable symbol is part of the program, or none can be reached.
    case unreachable
    /// The vulnerable package is part of the program; nothing finer is known.
    case present
}

/// How sure a rule is.
public enum Confidence: String, Sendable, Comparable, Codable {
    case low, medium, high

    public static func < (left: Confidence, right: Confidence) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .low: 0
        case .medium: 1
        case .high: 2
        }
    }
}

/// One CVSS rating of an advisory, with who gave it.
public struct CVSSRating: Sendable, Hashable, Codable {
    /// `2.0`, `3.0`, `3.1` or `4.0`.
    public var version: String
    public var vector: String
    /// Base score, 0.0 to 10.0.
    public var score: Double
    /// Who rated: `nvd`, `ghsa`, `cna`, `cisa-adp`, `redhat`, ….
    public var source: String

    public init(version: String, vector: String, score: Double, source: String) {
        self.version = version
        self.vector = vector
        self.score = score
        self.source = source
    }
}

/// What is known of attacks on a vulnerability.
public struct Exploitation: Sendable, Hashable, Codable {
    /// Day it entered CISA's catalogue of known exploited vulnerabilities, `YYYY-MM-DD`.
    public var kevAdded: String?
    /// Known use in ransomware campaigns, from the same catalogue.
    public var kevRansomware: Bool
    /// EPSS probability of exploitation within 30 days, 0 to 1.
    public var epss: Double?
    /// EPSS percentile, 0 to 1.
    public var epssPercentile: Double?

    public init(
        kevAdded: String? = nil, kevRansomware: Bool = false, epss: Double? = nil, epssPercentile: Double? = nil
    ) {
        self.kevAdded = kevAdded
        self.kevRansomware = kevRansomware
        self.epss = epss
        self.epssPercentile = epssPercentile
    }
}

/// The package a finding is about.
public struct PackageReference: Sendable, Hashable, Codable {
    public var name: String
    public var version: String
    public var type: String
    public var purl: String?
    /// The smallest version that clears this finding.
    public var fixedVersion: String?

    public init(name: String, version: String, type: String, purl: String? = nil, fixedVersion: String? = nil) {
        self.name = name
        self.version = version
        self.type = type
        self.purl = purl
        self.fixedVersion = fixedVersion
    }
}

/// One step of the way from a source of untrusted data to where it does harm, or of a call path.
public struct FlowStep: Sendable, Hashable {
    public var location: Location
    public var note: String

    public init(location: Location, note: String) {
        self.location = location
        self.note = note
    }
}

/// One thing to act on: a rule or an advisory, where, how bad, why we think so, and what clears it.
public struct Finding: Sendable, Hashable {
    /// Rule id (`DD-…`) or the advisory's best known id (CVE where there is one).
    public var id: String
    /// Every other name of the same thing, bare: CVE-…, GHSA-…, GO-…, DL3008, DS-0002, G101.
    public var aliases: [String]
    public var kind: FindingKind
    public var severity: Severity
    /// Who says so: `debian`, `nvd`, `ghsa`, `cna`, `drydock`, ….
    public var severitySource: String?
    public var title: String
    /// A longer text: why it matters here, with this finding's own names and values.
    public var message: String?
    public var package: PackageReference?
    public var location: Location?
    /// Further places of the same finding.
    public var otherLocations: [Location]
    public var status: FindingStatus?
    /// 0 (can wait) to 100 (first); orders findings of all kinds.
    public var priority: Int?
    public var reachability: Reachability?
    public var confidence: Confidence?
    /// What was seen, one line each; secrets stand here redacted.
    public var evidence: [String]
    public var flow: [FlowStep]
    public var fix: Fix?
    public var cvss: [CVSSRating]
    public var exploitation: Exploitation?
    /// CWE numbers.
    public var cwe: [Int]
    public var references: [String]
    /// Day the advisory was published, `YYYY-MM-DD`.
    public var published: String?
    /// Stable over runs and over moved lines; baselines and SARIF use it. Absent: derived from id, path and package.
    public var fingerprint: String?

    public init(
        id: String, aliases: [String] = [], kind: FindingKind, severity: Severity, severitySource: String? = nil,
        title: String, message: String? = nil, package: PackageReference? = nil, location: Location? = nil,
        otherLocations: [Location] = [], status: FindingStatus? = nil, priority: Int? = nil,
        reachability: Reachability? = nil, confidence: Confidence? = nil, evidence: [String] = [],
        flow: [FlowStep] = [], fix: Fix? = nil, cvss: [CVSSRating] = [], exploitation: Exploitation? = nil,
        cwe: [Int] = [], references: [String] = [], published: String? = nil, fingerprint: String? = nil
    ) {
        self.id = id
        self.aliases = aliases
        self.kind = kind
        self.severity = severity
        self.severitySource = severitySource
        self.title = title
        self.message = message
        self.package = package
        self.location = location
        self.otherLocations = otherLocations
        self.status = status
        self.priority = priority
        self.reachability = reachability
        self.confidence = confidence
        self.evidence = evidence
        self.flow = flow
        self.fix = fix
        self.cvss = cvss
        self.exploitation = exploitation
        self.cwe = cwe
        self.references = references
        self.published = published
        self.fingerprint = fingerprint
    }
}
