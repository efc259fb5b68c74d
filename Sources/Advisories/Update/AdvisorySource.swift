/// One upstream publication that `db update` fetches: one or several files in a format of `advisoryFeedCards()`.
public struct AdvisorySource: Sendable, Hashable {
    /// `osv-go`, `debian`, …: for options and reports.
    public var name: String
    public var title: String
    public var urls: [String]
    /// Addresses of rpm repositories whose `updateinfo` is fetched, or of a `mirror.list` that names one.
    public var repositories: [String]
    /// Fetched unless the user chooses otherwise. The rest is large, or only of use to few.
    public var isDefault: Bool

    public init(
        name: String, title: String, urls: [String] = [], repositories: [String] = [], isDefault: Bool = true
    ) {
        self.name = name
        self.title = title
        self.urls = urls
        self.repositories = repositories
        self.isDefault = isDefault
    }
}

extension AdvisorySource {
    private static let osv = "https://osv-vulnerabilities.storage.googleapis.com"

    /// Branches of Alpine that secdb serves.
    private static let alpineBranches = [
        "edge", "v3.24", "v3.23", "v3.22", "v3.21", "v3.20", "v3.19", "v3.18", "v3.17", "v3.16", "v3.15",
    ]

    private static let amazon = "https://cdn.amazonlinux.com"
    private static let oracle = "https://yum.oracle.com/repo/OracleLinux"

    /// Products whose release dates are of use here, by endoflife.date's names.
    private static let products = [
        "almalinux", "alpine-linux", "amazon-linux", "centos", "centos-stream", "containerd", "debian", "fedora", "go",
        "kubernetes", "mariadb", "mysql", "nginx", "nodejs", "openssl", "opensuse", "oracle-linux", "postgresql",
        "python", "redis", "rhel", "rocky-linux", "sles", "ubuntu",
    ]

    /// Upstream's own addresses.
    public static let upstream: [AdvisorySource] = [
        AdvisorySource(
            name: "osv-go", title: "Go vulnerability database and GitHub advisories for Go",
            urls: ["\(osv)/Go/all.zip"]),
        AdvisorySource(
            name: "go-vulndb", title: "Go vulnerability database, from its own site",
            urls: ["https://vuln.go.dev/vulndb.zip"], isDefault: false),
        AdvisorySource(
            name: "debian", title: "Debian security tracker",
            urls: ["https://security-tracker.debian.org/tracker/data/json"]),
        AdvisorySource(
            name: "alpine", title: "Alpine security database",
            urls: alpineBranches.flatMap { branch in
                ["main", "community"].map { "https://secdb.alpinelinux.org/\(branch)/\($0).json" }
            }),
        AdvisorySource(
            name: "wolfi", title: "Wolfi", urls: ["https://packages.wolfi.dev/os/security.json"]),
        AdvisorySource(
            name: "chainguard", title: "Chainguard", urls: ["https://packages.cgr.dev/chainguard/security.json"]),
        AdvisorySource(name: "ubuntu", title: "Ubuntu security notices", urls: ["\(osv)/Ubuntu/all.zip"]),
        AdvisorySource(name: "redhat", title: "Red Hat security data", urls: ["\(osv)/Red%20Hat/all.zip"]),
        AdvisorySource(
            name: "rocky", title: "Rocky Linux", urls: ["\(osv)/Rocky%20Linux/all.zip"]),
        AdvisorySource(name: "alma", title: "AlmaLinux", urls: ["\(osv)/AlmaLinux/all.zip"]),
        AdvisorySource(
            name: "suse", title: "SUSE and openSUSE", urls: ["\(osv)/SUSE/all.zip", "\(osv)/openSUSE/all.zip"]),
        AdvisorySource(
            name: "amazon", title: "Amazon Linux",
            repositories: [
                "\(amazon)/2/core/latest/x86_64/mirror.list", "\(amazon)/al2023/core/mirrors/latest/x86_64/mirror.list",
            ]),
        AdvisorySource(
            name: "oracle", title: "Oracle Linux",
            repositories: [
                "\(oracle)/OL7/latest/x86_64", "\(oracle)/OL8/baseos/latest/x86_64", "\(oracle)/OL8/appstream/x86_64",
                "\(oracle)/OL9/baseos/latest/x86_64", "\(oracle)/OL9/appstream/x86_64",
                "\(oracle)/OL10/baseos/latest/x86_64", "\(oracle)/OL10/appstream/x86_64",
            ]),
        AdvisorySource(
            name: "kev", title: "CISA known exploited vulnerabilities",
            urls: ["https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json"]),
        AdvisorySource(
            name: "epss", title: "Exploit Prediction Scoring System",
            urls: ["https://epss.empiricalsecurity.com/epss_scores-current.csv.gz"]),
        AdvisorySource(
            name: "vulnrichment", title: "CVE records with CISA's enrichment",
            urls: ["https://github.com/cisagov/vulnrichment/archive/refs/heads/develop.zip"]),
        AdvisorySource(
            name: "cvelist", title: "All CVE records",
            urls: ["https://github.com/CVEProject/cvelistV5/archive/refs/heads/main.zip"], isDefault: false),
        AdvisorySource(
            name: "nvd", title: "National Vulnerability Database",
            urls: (2002...2026).map { "https://nvd.nist.gov/feeds/json/cve/2.0/nvdcve-2.0-\($0).json.gz" }
                + ["https://nvd.nist.gov/feeds/json/cve/2.0/nvdcve-2.0-modified.json.gz"], isDefault: false),
        AdvisorySource(
            name: "endoflife", title: "endoflife.date",
            urls: products.map { "https://endoflife.date/api/\($0).json" }),
    ]
}

/// An address that stands in for upstream's: whatever begins with `prefix` begins with `replacement` instead.
public struct AdvisoryMirror: Sendable, Hashable {
    public var prefix: String
    public var replacement: String

    public init(prefix: String, replacement: String) {
        self.prefix = prefix
        self.replacement = replacement
    }

    /// Reads `https://upstream=https://mirror`; nil where either half is missing.
    public init?(_ text: String) {
        guard let mark = text.firstIndex(of: "=") else { return nil }
        self.init(prefix: String(text[..<mark]), replacement: String(text[text.index(after: mark)...]))
        if prefix.isEmpty || replacement.isEmpty { return nil }
    }
}

extension [AdvisoryMirror] {
    /// The address to fetch instead: by the longest prefix that fits.
    public func address(for url: String) -> String {
        let fitting = filter { url.hasPrefix($0.prefix) }.max { $0.prefix.utf8.count < $1.prefix.utf8.count }
        return fitting.map { $0.replacement + url.dropFirst($0.prefix.count) } ?? url
    }
}
