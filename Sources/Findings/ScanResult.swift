/// What was inspected.
public enum ArtifactKind: String, Sendable, Codable {
    case image, folder, file, sbom
}

/// The operating system of an artifact.
public struct OperatingSystem: Sendable, Hashable, Codable {
    /// `ID` of os-release: `debian`, `alpine`, `rhel`, `wolfi`, ….
    public var id: String
    /// `VERSION_ID`; for rolling releases absent.
    public var version: String?
    public var codename: String?
    public var prettyName: String?
    /// Other distributions it derives from, `ID_LIKE`.
    public var like: [String]
    /// `YYYY-MM-DD`; absent where no date is known.
    public var endOfLife: String?
    public var isEndOfLife: Bool?
    /// Last day of the longest further support, paid or by a community (Debian LTS), which not every package has.
    public var extendedSupport: String?

    public init(
        id: String, version: String? = nil, codename: String? = nil, prettyName: String? = nil, like: [String] = [],
        endOfLife: String? = nil, isEndOfLife: Bool? = nil, extendedSupport: String? = nil
    ) {
        self.id = id
        self.version = version
        self.codename = codename
        self.prettyName = prettyName
        self.like = like
        self.endOfLife = endOfLife
        self.isEndOfLife = isEndOfLife
        self.extendedSupport = extendedSupport
    }

    /// For people: the name it gives itself, with id and version where that leaves them out (distroless images do).
    public var displayName: String {
        let plain = [id, version].compactMap { $0 }.joined(separator: " ")
        guard let prettyName else { return plain }
        guard let version, !prettyName.contains(version) else { return prettyName }
        return "\(prettyName) (\(plain))"
    }
}

/// One layer as reports show it.
public struct LayerSummary: Sendable, Hashable {
    public var reference: LayerReference
    public var mediaType: String?
    /// Bytes as stored and as unpacked.
    public var packedSize: Int64?
    public var unpackedSize: Int64?
    public var entryCount: Int?
    /// Why the layer was not read, if it was not.
    public var skipped: String?

    public init(
        reference: LayerReference, mediaType: String? = nil, packedSize: Int64? = nil, unpackedSize: Int64? = nil,
        entryCount: Int? = nil, skipped: String? = nil
    ) {
        self.reference = reference
        self.mediaType = mediaType
        self.packedSize = packedSize
        self.unpackedSize = unpackedSize
        self.entryCount = entryCount
        self.skipped = skipped
    }
}

/// What is known of the image beside its packages.
public struct ImageFacts: Sendable, Hashable {
    public var reference: String?
    public var created: String?
    public var architecture: String?
    public var platformOS: String?
    public var user: String?
    public var entrypoint: [String]
    public var command: [String]
    public var exposedPorts: [String]
    public var environment: [String]
    public var workingDirectory: String?
    public var labels: [String: String]
    public var layers: [LayerSummary]
    public var hasShell: Bool?
    public var packageManagers: [String]
    public var setUIDFiles: [String]
    public var history: [String]

    public init(
        reference: String? = nil, created: String? = nil, architecture: String? = nil, platformOS: String? = nil,
        user: String? = nil, entrypoint: [String] = [], command: [String] = [], exposedPorts: [String] = [],
        environment: [String] = [], workingDirectory: String? = nil, labels: [String: String] = [:],
        layers: [LayerSummary] = [], hasShell: Bool? = nil, packageManagers: [String] = [],
        setUIDFiles: [String] = [], history: [String] = []
    ) {
        self.reference = reference
        self.created = created
        self.architecture = architecture
        self.platformOS = platformOS
        self.user = user
        self.entrypoint = entrypoint
        self.command = command
        self.exposedPorts = exposedPorts
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.labels = labels
        self.layers = layers
        self.hasShell = hasShell
        self.packageManagers = packageManagers
        self.setUIDFiles = setUIDFiles
        self.history = history
    }
}

/// The image an artifact was built on, as far as it can be told.
public struct BaseImage: Sendable, Hashable {
    /// `debian:12`, `gcr.io/distroless/static-debian12`, `scratch`.
    public var name: String
    /// How it was told: `layers` (known layer prefix), `labels`, `os-release`, `history`.
    public var evidence: String
    public var digest: String?

    public init(name: String, evidence: String, digest: String? = nil) {
        self.name = name
        self.evidence = evidence
        self.digest = digest
    }
}

/// Something that was not looked at or could not be read; a scan with any of these that hides facts is partial.
public struct ScanNote: Sendable, Hashable {
    /// `true` where the note means that facts may be missing.
    public var makesPartial: Bool
    public var text: String
    public var location: Location?

    public init(_ text: String, makesPartial: Bool, location: Location? = nil) {
        self.text = text
        self.makesPartial = makesPartial
        self.location = location
    }
}

/// One upgrade that clears findings.
public struct UpgradeAdvice: Sendable, Hashable {
    public var package: String
    public var type: String
    public var from: String
    public var to: String
    public var path: String?
    /// Ids of the findings it clears.
    public var clears: [String]

    public init(package: String, type: String, from: String, to: String, path: String? = nil, clears: [String]) {
        self.package = package
        self.type = type
        self.from = from
        self.to = to
        self.path = path
        self.clears = clears
    }
}

/// Findings that are shown apart: left out by the policy, by VEX, or owned by a distribution.
public struct SuppressedFinding: Sendable, Hashable {
    public var finding: Finding
    /// `ignored`, `vex`, `baseline`, `owned-by-distribution`, `cve-rejected`, `minimum-go-version`, `severity`, `kind`,
    /// `unfixed`.
    public var cause: String
    public var reason: String?

    public init(finding: Finding, cause: String, reason: String? = nil) {
        self.finding = finding
        self.cause = cause
        self.reason = reason
    }
}

/// All that a scan says of one artifact.
public struct ArtifactResult: Sendable, Hashable {
    /// As the user named it.
    public var target: String
    public var kind: ArtifactKind
    /// Manifest digest of an image, content digest of a file or SBOM.
    public var digest: String?
    public var os: OperatingSystem?
    public var base: BaseImage?
    public var image: ImageFacts?
    public var packages: [Package]
    public var findings: [Finding]
    public var suppressed: [SuppressedFinding]
    public var upgrades: [UpgradeAdvice]
    public var notes: [ScanNote]
    /// Numbers by name (bytes skipped by secrets and why, rules left out by the profile, …).
    public var statistics: [String: Int]

    public init(
        target: String, kind: ArtifactKind, digest: String? = nil, os: OperatingSystem? = nil,
        base: BaseImage? = nil, image: ImageFacts? = nil, packages: [Package] = [], findings: [Finding] = [],
        suppressed: [SuppressedFinding] = [], upgrades: [UpgradeAdvice] = [], notes: [ScanNote] = [],
        statistics: [String: Int] = [:]
    ) {
        self.target = target
        self.kind = kind
        self.digest = digest
        self.os = os
        self.base = base
        self.image = image
        self.packages = packages
        self.findings = findings
        self.suppressed = suppressed
        self.upgrades = upgrades
        self.notes = notes
        self.statistics = statistics
    }

    public var isPartial: Bool { notes.contains(where: \.makesPartial) }
}

/// One source of the advisory snapshot.
public struct SnapshotSource: Sendable, Hashable {
    public var name: String
    /// Day of the data, `YYYY-MM-DD`.
    public var date: String
    public var records: Int
    public var licence: String?

    public init(name: String, date: String, records: Int, licence: String? = nil) {
        self.name = name
        self.date = date
        self.records = records
        self.licence = licence
    }
}

/// The advisory snapshot a scan was judged by.
public struct SnapshotInfo: Sendable, Hashable {
    /// `embedded`, or the path of the database.
    public var origin: String
    public var sources: [SnapshotSource]
    /// Days between the oldest source that matters and the scan; a warning is due past `SnapshotInfo.warningAge`.
    public var ageInDays: Int?
    public var isEmbedded: Bool

    /// Days.
    public static let warningAge = 7

    public init(origin: String, sources: [SnapshotSource], ageInDays: Int? = nil, isEmbedded: Bool) {
        self.origin = origin
        self.sources = sources
        self.ageInDays = ageInDays
        self.isEmbedded = isEmbedded
    }
}

/// Pass or fail, with reasons.
public struct Verdict: Sendable, Hashable {
    public var isAccepted: Bool
    public var reasons: [String]

    public init(isAccepted: Bool, reasons: [String] = []) {
        self.isAccepted = isAccepted
        self.reasons = reasons
    }
}

/// The result model: all that reports, policy and server read. Its JSON form is described in docs/schema.
public struct ScanResult: Sendable, Hashable {
    public static let schemaVersion = "1.0"

    public var toolVersion: String
    /// RFC 3339, from SOURCE_DATE_EPOCH where it is set.
    public var created: String
    public var snapshot: SnapshotInfo?
    public var artifacts: [ArtifactResult]
    public var verdict: Verdict?

    public init(
        toolVersion: String, created: String, snapshot: SnapshotInfo? = nil, artifacts: [ArtifactResult] = [],
        verdict: Verdict? = nil
    ) {
        self.toolVersion = toolVersion
        self.created = created
        self.snapshot = snapshot
        self.artifacts = artifacts
        self.verdict = verdict
    }
}

/// Names of statistics that reports know.
public enum StatisticName {
    /// Rules that the chosen profile leaves out, most of them a matter of taste.
    public static let rulesLeftOut = "rules.left-out"
}
