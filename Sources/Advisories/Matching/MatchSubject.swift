import Findings
import Inventory

/// What is judged as one: all packages that the same advisories speak of at the same version.
struct MatchSubject: Sendable, Hashable {
    var key: PackageKey
    /// Nil where the package does not tell it.
    var version: String?
    /// What its users see: `v0.7.0`, `go1.19.8`, `(devel)`.
    var shownVersion: String
    /// A folder took the module's place: its code is not what any advisory speaks of.
    var replacementFolder: String?
    /// `nodejs:18:…`, of rpm packages that belong to a module.
    var modularity: String?

    var isStandardLibrary: Bool { key.ecosystem == .go && (key.name == "stdlib" || key.name == "toolchain") }
}

/// The packages of an inventory by subject.
struct MatchSubjects {
    /// One package, with the subject that judges it.
    struct Part {
        var package: Package
        var subject: Int
        /// A distribution answers for the binary it was read from.
        var isOwned: Bool
        /// The version is the lowest that would do, not the one in use.
        var isMinimum: Bool { package.properties["minimum"] == "true" }
    }

    private(set) var subjects: [MatchSubject] = []
    private(set) var parts: [Part] = []
    private(set) var notes: [ScanNote] = []
    /// Packages by ecosystem.
    private(set) var counts: [Ecosystem: Int] = [:]
    private var positions: [MatchSubject: Int] = [:]

    init(_ inventory: Inventory) {
        var distributions = DistributionJudge(os: inventory.os)
        var answered = Set<String>()
        var unanswered: [String: Int] = [:]
        for package in inventory.packages {
            switch package.type {
            case .golang, .other: continue
            case .deb, .apk, .rpm: break
            }
            // What dpkg keeps of removed packages is configuration only.
            if package.properties["state"] == "config-files" { continue }
            guard let ecosystem = distributions.ecosystem(of: package) else {
                unanswered[package.distribution ?? inventory.os?.id ?? "unknown", default: 0] += 1
                continue
            }
            answered.insert(package.id)
            counts[ecosystem, default: 0] += 1
            add(
                package, Self.subject(of: package, in: ecosystem, bySource: ecosystem.namesSourcePackages),
                isOwned: false)
            if ecosystem.namesEither, package.sourceName != package.name {
                add(package, Self.subject(of: package, in: ecosystem, bySource: false), isOwned: false)
            }
        }
        for package in inventory.packages where package.type == .golang {
            let isOwned = package.ownedBy.map(answered.contains) ?? false
            add(package, Self.subject(ofModule: package), isOwned: isOwned)
            if package.properties["path"] == "cmd/go" {
                addToolchain(package, inventory, isOwned: isOwned)
            }
        }
        for (name, count) in unanswered.sorted(by: { $0.key < $1.key }) {
            notes.append(
                ScanNote(
                    "no advisories are known for the operating system '\(name)': its \(count) packages were not judged",
                    makesPartial: true))
        }
    }

    private mutating func add(_ package: Package, _ subject: MatchSubject, isOwned: Bool) {
        let position = positions[subject] ?? subjects.count
        if position == subjects.count {
            positions[subject] = position
            subjects.append(subject)
        }
        parts.append(Part(package: package, subject: position, isOwned: isOwned))
    }

    /// The go command itself: the one place where advisories of the toolchain apply.
    private mutating func addToolchain(_ package: Package, _ inventory: Inventory, isOwned: Bool) {
        let path = package.locations.first?.path
        let program = inventory.programs.first { $0.location.path == path }
        guard let version = package.name == "stdlib" ? package.version : program?.goVersion else { return }
        var toolchain = package
        toolchain.name = "toolchain"
        toolchain.version = version
        toolchain.id = "pkg:golang/toolchain@\(version)#\(path ?? "")"
        toolchain.purl = "pkg:golang/toolchain@\(version)"
        add(toolchain, Self.subject(ofModule: toolchain), isOwned: isOwned)
    }

    private static func subject(of package: Package, in ecosystem: Ecosystem, bySource: Bool) -> MatchSubject {
        let name = bySource ? package.sourceName ?? package.name : package.name
        let version = bySource ? package.sourceVersion ?? package.version : package.version
        return MatchSubject(
            key: PackageKey(ecosystem, name), version: version.isEmpty ? nil : version, shownVersion: package.version,
            modularity: package.properties["modularity"])
    }

    private static func subject(ofModule package: Package) -> MatchSubject {
        let isKnown = VersionScheme.go.accepts(package.version)
        return MatchSubject(
            key: PackageKey(.go, package.name), version: isKnown ? package.version : nil,
            shownVersion: package.version, replacementFolder: package.properties["replacedBy"])
    }
}
