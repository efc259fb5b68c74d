import Findings
import Inventory

/// Makes findings of judgements.
struct FindingMaker {
    var scores: [String: VulnerabilityScores]

    /// All of a finding that does not depend on where the package lies.
    struct Template {
        var finding: Finding
        var imports: [VulnerableImport]
    }

    func template(_ vulnerability: JudgedVulnerability, of subject: MatchSubject) -> Template {
        let names = vulnerability.group.allNames
        let known = names.compactMap { scores[$0] }
        let ecosystem = subject.key.ecosystem
        let advisories = vulnerability.group.slices.map(\.advisory)
        let rating = vulnerability.carriers.compactMap(\.affected.rating).first {
            SeverityChoice.severity(ofWord: $0) != nil
        }
        let choice = SeverityChoice(
            advisories.flatMap(\.severities) + known.flatMap(\.severities), in: ecosystem, rating: rating)
        let cwe = Set(advisories.flatMap(\.cwe) + known.flatMap(\.cwe)).sorted()
        let exploitation = Self.exploitation(known)
        var finding = Finding(
            id: vulnerability.id, aliases: names.filter { $0 != vulnerability.id }, kind: .vulnerability,
            severity: choice.severity, severitySource: choice.source,
            title: Self.title(cwe, vulnerability, subject), status: vulnerability.status, cvss: choice.ratings,
            exploitation: exploitation, cwe: cwe,
            references: VulnerabilityName.references(names, in: ecosystem.family),
            published: advisories.compactMap(\.published).min() ?? known.compactMap(\.published).min())
        finding.evidence = Self.evidence(vulnerability, subject)
        if vulnerability.carriers.allSatisfy(Self.isGuess) { finding.confidence = .low }
        return Template(finding: finding, imports: vulnerability.imports)
    }

    /// An unreviewed report that knows no Go versions.
    private static func isGuess(_ carrier: GroupJudge.Carrier) -> Bool {
        carrier.advisory.isReviewed == false && !carrier.affected.upstreamRanges.isEmpty
    }

    /// Earliest day in KEV, highest EPSS: names of one vulnerability may be rated apart.
    private static func exploitation(_ known: [VulnerabilityScores]) -> Exploitation? {
        let all = known.compactMap(\.exploitation)
        guard !all.isEmpty else { return nil }
        return Exploitation(
            kevAdded: all.compactMap(\.kevAdded).min(), kevRansomware: all.contains(where: \.kevRansomware),
            epss: all.compactMap(\.epss).max(), epssPercentile: all.compactMap(\.epssPercentile).max())
    }

    // MARK: - Words

    /// Of facts only: `CWE-79 cross-site scripting in golang.org/x/net`.
    private static func title(_ cwe: [Int], _ vulnerability: JudgedVulnerability, _ subject: MatchSubject) -> String {
        let place = place(vulnerability, subject)
        for number in cwe {
            if let name = WeaknessName.of(number) { return "CWE-\(number) \(name) in \(place)" }
        }
        return "Vulnerability in \(place)"
    }

    private static func place(_ vulnerability: JudgedVulnerability, _ subject: MatchSubject) -> String {
        guard subject.isStandardLibrary else { return subject.key.name }
        let paths = Set(vulnerability.imports.map(\.path)).sorted()
        if paths.isEmpty {
            return subject.key.name == "stdlib" ? "the Go standard library" : "the Go toolchain"
        }
        return paths.count > 2
            ? "\(paths[0]) and \(paths.count - 1) more packages of Go" : paths.joined(separator: " and ")
    }

    /// Who calls it affected, and in which versions.
    private static func evidence(_ vulnerability: JudgedVulnerability, _ subject: MatchSubject) -> [String] {
        var lines: [String] = []
        for carrier in vulnerability.carriers {
            let affected = carrier.affected
            var parts = ["\(carrier.advisory.id) (\(carrier.advisory.feed)): \(affected.name)"]
            let ranges = affected.upstreamRanges.isEmpty ? affected.ranges : affected.upstreamRanges
            let holding = ranges.filter { RangeJudge.judge(subject.version, $0) == .yes }
            if let range = holding.first { parts.append(words(range, subject)) }
            if carrier.isForSubscribers {
                parts.append("its fix is for subscribers of \(affected.stream ?? "the distribution") only")
            }
            if let reason = affected.statusReason { parts.append(reason) }
            let line = parts.filter { !$0.isEmpty }.joined(separator: ", ")
            if !lines.contains(line) { lines.append(line) }
        }
        return lines
    }

    private static func words(_ range: VersionRange, _ subject: MatchSubject) -> String {
        var words: [String] = []
        if let introduced = range.introduced, introduced != "0" { words.append("from \(subject.written(introduced))") }
        if let fixed = range.fixed {
            words.append("before \(subject.written(fixed))")
        } else if let last = range.lastAffected {
            words.append("up to \(subject.written(last))")
        }
        return words.isEmpty ? "all versions" : words.joined(separator: " ")
    }

    // MARK: - Place

    func finding(
        _ template: Template, _ vulnerability: JudgedVulnerability, _ subject: MatchSubject, in package: Package,
        _ reachability: Reachability?
    ) -> Finding {
        var finding = template.finding
        finding.package = PackageReference(
            name: package.name, version: package.version, type: package.type.rawValue, purl: package.purl,
            fixedVersion: vulnerability.fixedVersion)
        let line = package.properties["line"].flatMap(Int.init)
        let places = package.locations.map { Location(path: $0.path, line: line, layer: $0.layer) }
        finding.location = places.first
        finding.otherLocations = Array(places.dropFirst())
        finding.reachability = reachability
        if let fixed = vulnerability.fixedVersion {
            finding.fix = Fix(summary: Self.advice(package, subject, fixed))
        }
        return finding
    }

    private static func advice(_ package: Package, _ subject: MatchSubject, _ fixed: String) -> String {
        switch (subject.key.ecosystem == .go, package.name) {
        case (true, "stdlib"): return "Rebuild with \(fixed) or later."
        case (true, "toolchain"): return "Install \(fixed) or later."
        case (true, _):
            if let original = package.properties["replaced"] {
                return "Replace \(original) with \(package.name) \(fixed) or later."
            }
            return "Require \(package.name) \(fixed) or later and rebuild."
        case (false, _):
            let source = subject.key.name == package.name ? "" : " (source package \(subject.key.name))"
            return "Upgrade \(package.name)\(source) to \(fixed) or later."
        }
    }
}
