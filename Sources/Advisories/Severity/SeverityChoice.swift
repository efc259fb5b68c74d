import Findings

/// Which of many ratings speaks for a finding, and all of them as reports list them.
public struct SeverityChoice: Sendable, Hashable {
    public var severity: Severity
    /// Who says so; nil where nobody rates it.
    public var source: String?
    /// Every vector that can be scored, the chosen source's first, then by the order of sources; newest version first.
    public var ratings: [CVSSRating]

    /// Chooses.
    ///
    /// For packages of a distribution its own word comes first, as it knows how the package is built and used there.
    /// Then the order that users of Trivy and Grype know: for Go modules GitHub's reviewed advisory, the assigning
    /// authority (most often the vendor), NVD, CISA; for packages of a distribution NVD before these. Sources that nobody
    /// ranked come last, by name. Of one source a word of its own outranks its vectors, and a newer CVSS version an
    /// older one.
    /// - Parameters:
    ///   - rating: the distribution's word for the package at hand (`AffectedPackage.rating`).
    public init(_ severities: [SourcedSeverity], in ecosystem: Ecosystem, rating: String? = nil) {
        let order = Self.order(ecosystem)
        func rank(_ source: String) -> Int { order.firstIndex(of: source) ?? order.count }
        var bySource: [String: [SourcedSeverity]] = [:]
        for severity in severities { bySource[severity.source, default: []].append(severity) }
        let sources = bySource.keys.sorted { (rank($0), $0) < (rank($1), $1) }

        var chosen: (severity: Severity, source: String)?
        if let rating, let severity = Self.severity(ofWord: rating) {
            chosen = (severity, Self.distributionSource(ecosystem.family) ?? "")
        }
        var ratings: [CVSSRating] = []
        for source in sources {
            let all = bySource[source] ?? []
            var seen = Set<String>()
            let vectors = all.compactMap { severity -> CVSSVector? in
                guard let text = severity.vector, seen.insert(text).inserted else { return nil }
                return try? CVSSVector(parsing: text)
            }.sorted { ($1.version, $1.score, $0.description) < ($0.version, $0.score, $1.description) }
            ratings += vectors.map {
                CVSSRating(version: $0.version.rawValue, vector: $0.description, score: $0.score, source: source)
            }
            guard chosen == nil else { continue }
            let words = all.compactMap(\.word).compactMap(Self.severity(ofWord:))
            if let severity = words.max() ?? vectors.first?.severity { chosen = (severity, source) }
        }
        severity = chosen?.severity ?? .unknown
        source = chosen.map(\.source)
        if let source {
            ratings = ratings.filter { $0.source == source } + ratings.filter { $0.source != source }
        }
        self.ratings = ratings
    }

    /// Nil for words that say that nobody has looked yet, or that speak of something else (Debian's `end-of-life`).
    static func severity(ofWord word: String) -> Severity? {
        var word = word.lowercased()
        // Debian's tracker marks urgencies that a person has not confirmed.
        while word.hasSuffix("*") { word.removeLast() }
        guard let severity = Severity(word: word), severity != .unknown else { return nil }
        return severity
    }

    /// The name a distribution's ratings go by.
    static func distributionSource(_ family: Ecosystem.Family) -> String? {
        switch family {
        case .go: nil
        case .debian: "debian"
        case .ubuntu: "ubuntu"
        case .alpine: "alpine"
        case .wolfi: "wolfi"
        case .chainguard: "chainguard"
        case .redHat: "redhat"
        case .rocky: "rocky"
        case .alma: "alma"
        case .oracle: "oracle"
        case .amazon: "amazon"
        case .suse, .openSUSE: "suse"
        }
    }

    private static func order(_ ecosystem: Ecosystem) -> [String] {
        guard let own = distributionSource(ecosystem.family) else { return ["ghsa", "cna", "nvd", "cisa-adp"] }
        return [own, "nvd", "cna", "cisa-adp", "ghsa"]
    }
}
