import Findings

/// What `.drydock.yaml` says; docs/configuration.md describes every key. A flag of the command line outweighs it.
public struct Configuration: Sendable, Hashable {
    public static let fileName = ".drydock.yaml"

    public var ignores: [IgnoreRule] = []
    public var severities: Set<Severity>?
    public var kinds: Set<FindingKind>?
    public var ignoresUnfixed: Bool?
    public var gates = Gates()
    /// The exit code where the policy says no.
    public var exitCode: Int?
    public var rules: RuleSelection?
    public var exclude: [String] = []
    public var vex: [String] = []
    public var baseline: String?
    public var formats: [String] = []
    public var platform: String?
    public var advisories = AdvisorySettings()
    public var licences = LicenceSettings()
    /// Limits by name, in bytes or counts, as docs/configuration.md lists them.
    public var limits: [String: Int] = [:]

    public init() {}
}

/// Where the advisory database comes from.
public struct AdvisorySettings: Sendable, Hashable {
    /// Path of the database.
    public var database: String?
    /// Sources to take part; absent means all.
    public var sources: [String]?
    /// What to begin addresses with instead, by what upstream's begin with.
    public var mirrors: [String: String] = [:]
    /// `registry/repository:tag` of a database that was pushed.
    public var registry: String?

    public init() {}
}

/// Which licences are not accepted.
public struct LicenceSettings: Sendable, Hashable {
    /// SPDX ids, with `*` and `?`.
    public var denied: [String] = []
    /// Report packages that name no licence.
    public var reportsUnknown = false

    public init() {}
}

extension Configuration {
    /// Reads the text of a `.drydock.yaml`.
    public init(parsing text: String, file: String = Configuration.fileName) throws(PolicyError) {
        self.init()
        guard let root = try YAMLReader.document(text, file: file) else { return }
        try root.allow(only: [
            "version", "ignore", "severity", "only", "ignore-unfixed", "fail-on", "exit-code", "rules", "exclude",
            "vex", "baseline", "format", "platform", "advisories", "licences", "limits",
        ])
        if let version = try root.member("version"), try version.text() != "1" {
            throw version.error("this is version 1 of the configuration; no other is known")
        }
        for entry in try root.member("ignore")?.list() ?? [] { ignores.append(try Self.ignoreRule(entry, file: file)) }
        severities = try root.member("severity").map(Self.severities)
        kinds = try root.member("only").map(Self.kinds)
        ignoresUnfixed = try root.member("ignore-unfixed")?.boolean()
        if let value = try root.member("fail-on") { gates = try Self.gates(value) }
        exitCode = try root.member("exit-code")?.integer(in: 0...255)
        if let value = try root.member("rules") {
            rules = RuleSelection(parsing: try value.words().map(\.word).joined(separator: ","))
        }
        exclude = try root.member("exclude")?.list().texts() ?? []
        vex = try root.member("vex")?.list().texts() ?? []
        baseline = try root.member("baseline")?.text()
        formats = try root.member("format")?.list().texts() ?? []
        platform = try root.member("platform")?.text()
        if let value = try root.member("advisories") { advisories = try Self.advisories(value) }
        if let value = try root.member("licences") {
            try value.allow(only: ["deny", "report-unknown"])
            licences.denied = try value.member("deny")?.list().texts() ?? []
            licences.reportsUnknown = try value.member("report-unknown")?.boolean() ?? false
        }
        if let value = try root.member("limits") { limits = try Self.limits(value) }
    }

    private static func ignoreRule(_ entry: YAMLReader, file: String) throws(PolicyError) -> IgnoreRule {
        try entry.allow(only: ["id", "kind", "package", "path", "until", "reason"])
        let ids = try entry.member("id")?.words().map(\.word) ?? []
        let packages = try entry.member("package")?.list().texts() ?? []
        let paths = try entry.member("path")?.list().texts() ?? []
        guard !ids.isEmpty || !packages.isEmpty || !paths.isEmpty else {
            throw entry.error("an entry needs an id, a package or a path; without them it would hide everything")
        }
        var purls: [PackageURLPattern] = []
        var names: [Glob] = []
        for package in packages {
            if let purl = PackageURLPattern(package) { purls.append(purl) } else { names.append(Glob(package)) }
        }
        return IgnoreRule(
            ids: ids, kinds: try entry.member("kind").map(kinds) ?? [], packages: names, paths: paths.map(Glob.init),
            purls: purls, until: try entry.member("until")?.day(), reason: try entry.member("reason")?.text(),
            origin: "\(file):\(entry.line)")
    }

    private static func severities(_ value: YAMLReader) throws(PolicyError) -> Set<Severity> {
        var severities = Set<Severity>()
        for (word, place) in try value.words() { severities.insert(try severity(word, place)) }
        return severities
    }

    private static func severity(_ word: String, _ place: YAMLReader) throws(PolicyError) -> Severity {
        guard let severity = Severity(word: word) else {
            let known = Severity.allCases.map(\.rawValue).joined(separator: ", ")
            throw place.error("\"\(word)\" is no severity; known are \(known)")
        }
        return severity
    }

    private static func kinds(_ value: YAMLReader) throws(PolicyError) -> Set<FindingKind> {
        var kinds = Set<FindingKind>()
        for (word, place) in try value.words() {
            guard let kind = FindingKind(rawValue: word) else {
                let known = FindingKind.allCases.map(\.rawValue).joined(separator: ", ")
                throw place.error("\"\(word)\" is no kind of finding; known are \(known)")
            }
            kinds.insert(kind)
        }
        return kinds
    }

    /// A severity alone, or the gates by name.
    private static func gates(_ value: YAMLReader) throws(PolicyError) -> Gates {
        var gates = Gates()
        if let word = try? value.text() {
            gates.severity = try severity(word, value)
            return gates
        }
        try value.allow(only: ["severity", "known-exploited", "epss", "partial", "advisory-age"])
        if let member = try value.member("severity") { gates.severity = try severity(try member.text(), member) }
        gates.knownExploited = try value.member("known-exploited")?.boolean() ?? false
        gates.epss = try value.member("epss")?.share()
        gates.partial = try value.member("partial")?.boolean() ?? false
        gates.advisoryAge = try value.member("advisory-age")?.integer(in: 0...36500)
        return gates
    }

    private static func advisories(_ value: YAMLReader) throws(PolicyError) -> AdvisorySettings {
        try value.allow(only: ["database", "sources", "mirrors", "registry"])
        var settings = AdvisorySettings()
        settings.database = try value.member("database")?.text()
        settings.sources = try value.member("sources")?.words().map(\.word)
        for (key, address) in try value.member("mirrors")?.entries() ?? [] {
            settings.mirrors[key] = try address.text()
        }
        settings.registry = try value.member("registry")?.text()
        return settings
    }

    /// The limits that a scan takes by flag, by the same names.
    public static let limitNames = ["entries", "layer-size", "image-size", "file-size", "path-length", "ratio"]

    private static func limits(_ value: YAMLReader) throws(PolicyError) -> [String: Int] {
        try value.allow(only: limitNames)
        var limits: [String: Int] = [:]
        for (key, number) in try value.entries() { limits[key] = try number.byteCount() }
        return limits
    }
}

extension YAMLReader {
    /// A whole number, with `k`, `M`, `G` (powers of 1000) or `Ki`, `Mi`, `Gi` (powers of 1024).
    func byteCount() throws(PolicyError) -> Int {
        let text = try text()
        let units: [(String, Int)] = [
            ("Ki", 1 << 10), ("Mi", 1 << 20), ("Gi", 1 << 30), ("Ti", 1 << 40), ("k", 1000), ("M", 1_000_000),
            ("G", 1_000_000_000), ("T", 1_000_000_000_000),
        ]
        let unit = units.first { text.hasSuffix($0.0) }
        let digits = unit.map { text.dropLast($0.0.count) } ?? text[...]
        guard let number = Int(digits), number > 0 else {
            throw error("expected a whole number above 0, as 500, 64Mi or 2G")
        }
        let product = number.multipliedReportingOverflow(by: unit?.1 ?? 1)
        guard !product.overflow else { throw error("the number is too large") }
        return product.partialValue
    }
}
