import Findings

/// What one authority says of how bad a vulnerability is: a CVSS vector, or a word of its own scale, or both.
public struct SourcedSeverity: Sendable, Hashable {
    /// Who says so: `nvd`, `ghsa`, `cna`, `cisa-adp`, `debian`, `redhat`, `ubuntu`, ….
    public var source: String
    /// `CVSS:3.1/AV:N/…`, `CVSS:4.0/…`; of version 2 without a prefix (`AV:N/AC:L/Au:N/…`).
    public var vector: String?
    /// As written: `HIGH`, `Important`.
    public var word: String?

    public init(source: String, vector: String? = nil, word: String? = nil) {
        self.source = source
        self.vector = vector
        self.word = word
    }
}

/// One published vulnerability, apart from what it affects. Facts only: no prose of the feed is kept.
public struct Advisory: Sendable, Hashable {
    /// As the feed names it: GO-2024-2687, GHSA-…, CVE-…, DSA-5678-1, CGA-….
    public var id: String
    /// Other names of the same vulnerability, sorted. Completed by the builder: a GHSA id brings its CVE id with it
    /// where another feed knows the pair.
    public var aliases: [String]
    /// Vulnerabilities that this one is about or stems from without being the same (OSV `upstream` and `related`): the
    /// CVEs of a distribution's bulletin.
    public var upstream: [String]
    public var related: [String]
    /// Name of the feed, as `SnapshotSource.name`: `go-vulndb`, `ghsa`, `debian`, `alpine`, `wolfi`, ….
    public var feed: String
    /// Days, `YYYY-MM-DD`; nil where the feed does not tell.
    public var published: String?
    public var modified: String?
    public var withdrawn: String?
    public var severities: [SourcedSeverity]
    /// CWE numbers, sorted.
    public var cwe: [Int]
    /// Whether a person of the feed looked at it (Go vulnerability database, GitHub); nil where the feed does not tell.
    public var isReviewed: Bool?

    public init(
        id: String, aliases: [String] = [], upstream: [String] = [], related: [String] = [], feed: String,
        published: String? = nil, modified: String? = nil, withdrawn: String? = nil,
        severities: [SourcedSeverity] = [], cwe: [Int] = [], isReviewed: Bool? = nil
    ) {
        self.id = id
        self.aliases = aliases
        self.upstream = upstream
        self.related = related
        self.feed = feed
        self.published = published
        self.modified = modified
        self.withdrawn = withdrawn
        self.severities = severities
        self.cwe = cwe
        self.isReviewed = isReviewed
    }
}

/// An advisory with what it says of packages.
public struct AdvisoryRecord: Sendable, Hashable {
    public var advisory: Advisory
    public var affected: [AffectedPackage]

    public init(_ advisory: Advisory, affected: [AffectedPackage] = []) {
        self.advisory = advisory
        self.affected = affected
    }
}
