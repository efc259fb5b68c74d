import Findings
import Inventory

/// Versions from one on until another.
///
/// One interval: feeds' lists of events are read into as many of these as they describe.
/// Source: OSV schema, "affected[].ranges[]".
public struct VersionRange: Sendable, Hashable {
    public var scheme: VersionScheme
    /// First affected version; nil from the beginning.
    public var introduced: String?
    /// First version that is no longer affected.
    public var fixed: String?
    /// Last affected version, where the feed knows no fixed one.
    public var lastAffected: String?

    public init(
        _ scheme: VersionScheme, introduced: String? = nil, fixed: String? = nil, lastAffected: String? = nil
    ) {
        self.scheme = scheme
        self.introduced = introduced
        self.fixed = fixed
        self.lastAffected = lastAffected
    }
}

/// A Go package that holds the vulnerable code, and which of its symbols do.
public struct VulnerableImport: Sendable, Hashable {
    /// Import path.
    public var path: String
    /// Functions and methods (`Type.Method`); empty where all of the package counts.
    public var symbols: [String]
    /// Only there; empty for everywhere.
    public var goos: [String]
    public var goarch: [String]

    public init(path: String, symbols: [String] = [], goos: [String] = [], goarch: [String] = []) {
        self.path = path
        self.symbols = symbols
        self.goos = goos
        self.goarch = goarch
    }
}

/// What an advisory says of one package of one ecosystem.
public struct AffectedPackage: Sendable, Hashable {
    public var ecosystem: Ecosystem
    /// Go module path (`stdlib` and `toolchain` for Go itself), or the distribution's package.
    public var name: String
    /// The part of the distribution that the entry speaks of, as the feed writes it: `enterprise_linux:9::appstream`,
    /// `Pro`, `Linux Enterprise Module for Basesystem 15 SP5`; nil for all of it.
    public var stream: String?
    /// A version is affected where any of these holds it, or `versions` lists it. With neither, every version is, save
    /// where `status` is `.notAffected`.
    public var ranges: [VersionRange]
    /// Affected versions one by one.
    public var versions: [String]
    /// Ranges in the project's own version numbers, where Go's cannot tell them (the vulnerability database's
    /// `custom_ranges`); `ranges` then holds every version.
    public var upstreamRanges: [VersionRange]
    /// Go packages with the vulnerable code; empty where the advisory names none.
    public var imports: [VulnerableImport]
    /// What the distribution says of the package at hand; nil where only the ranges tell.
    public var status: FindingStatus?
    /// The distribution's own rating, in its word: `low`, `unimportant`, `not yet assigned`, `Important`.
    public var rating: String?
    /// Debian's `nodsa` and its reason (`no-dsa`, `postponed`, `ignored`), Wolfi's kind of false positive.
    public var statusReason: String?

    public init(
        ecosystem: Ecosystem, name: String, stream: String? = nil, ranges: [VersionRange] = [],
        versions: [String] = [], upstreamRanges: [VersionRange] = [], imports: [VulnerableImport] = [],
        status: FindingStatus? = nil, rating: String? = nil, statusReason: String? = nil
    ) {
        self.ecosystem = ecosystem
        self.name = name
        self.stream = stream
        self.ranges = ranges
        self.versions = versions
        self.upstreamRanges = upstreamRanges
        self.imports = imports
        self.status = status
        self.rating = rating
        self.statusReason = statusReason
    }
}
