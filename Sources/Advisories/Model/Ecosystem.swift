import Findings
import Inventory

/// A world of package names and versions: Go modules, or one release of one distribution.
///
/// Two values are equal where an advisory for the one speaks of packages of the other, so distributions are told by the
/// `VERSION_ID` of their os-release, whatever streams, modules and editions a feed divides them into; those are kept in
/// `AffectedPackage.stream`.
public struct Ecosystem: Sendable, Hashable {
    public enum Family: String, Sendable, Hashable, CaseIterable {
        case go = "Go"
        case debian = "Debian"
        case ubuntu = "Ubuntu"
        case alpine = "Alpine"
        case wolfi = "Wolfi"
        case chainguard = "Chainguard"
        case redHat = "Red Hat"
        case rocky = "Rocky Linux"
        case alma = "AlmaLinux"
        case oracle = "Oracle Linux"
        case amazon = "Amazon Linux"
        case suse = "SUSE"
        case openSUSE = "openSUSE"
    }

    public var family: Family
    /// `12` or `sid` (Debian), `22.04` (Ubuntu), `3.18` or `edge` (Alpine), `9` (Red Hat, Rocky, Alma, Oracle), `2023`
    /// (Amazon), `15.5` (SUSE); nil for what has no releases (Go, Wolfi, Chainguard).
    public var release: String?

    public init(_ family: Family, _ release: String? = nil) {
        self.family = family
        self.release = release
    }

    public static let go = Ecosystem(.go)
    public static let wolfi = Ecosystem(.wolfi)
    public static let chainguard = Ecosystem(.chainguard)

    /// How versions of its packages are ordered.
    public var scheme: VersionScheme {
        switch family {
        case .go: .go
        case .debian, .ubuntu: .dpkg
        case .alpine, .wolfi, .chainguard: .apk
        case .redHat, .rocky, .alma, .oracle, .amazon, .suse, .openSUSE: .rpm
        }
    }

    /// Whether its advisories name source packages (dpkg's `Source`, apk's origin); the others name binary packages.
    /// SUSE's and Rocky's name the source package in OSV exports.
    public var namesSourcePackages: Bool {
        switch family {
        case .debian, .ubuntu, .alpine, .wolfi, .chainguard, .suse, .openSUSE, .rocky: true
        case .go, .redHat, .alma, .oracle, .amazon: false
        }
    }

    /// Whether its advisories name source packages in one feed and binary packages in another: Rocky's in OSV exports and
    /// in its repositories.
    public var namesEither: Bool { family == .rocky }

    /// The ecosystem of an operating system's packages; nil where no feed speaks of it.
    public init?(_ os: OperatingSystem) {
        func major(_ version: String?) -> String? {
            version?.split(separator: ".", omittingEmptySubsequences: false).first.map(String.init)
        }
        func minor(_ version: String?) -> String? {
            version.map { $0.split(separator: ".").prefix(2).joined(separator: ".") }
        }
        switch os.id {
        case "debian":
            let named = os.codename.map(DebianRelease.number(of:))
            self.init(.debian, major(os.version) ?? named ?? "sid")
        case "ubuntu": self.init(.ubuntu, minor(os.version))
        case "alpine":
            let isEdge = os.version == nil || os.version?.contains("_alpha") == true
            self.init(.alpine, isEdge ? "edge" : minor(os.version))
        case "wolfi": self.init(.wolfi)
        case "chainguard": self.init(.chainguard)
        case "rhel": self.init(.redHat, major(os.version))
        // CentOS Stream and old CentOS are rebuilt of the same sources under the same versions.
        case "centos": self.init(.redHat, major(os.version))
        case "rocky": self.init(.rocky, major(os.version))
        case "almalinux": self.init(.alma, major(os.version))
        case "ol": self.init(.oracle, major(os.version))
        case "amzn": self.init(.amazon, major(os.version))
        case "sles", "sle-micro", "sled", "sles_sap", "sl-micro": self.init(.suse, minor(os.version))
        case "opensuse-leap", "opensuse": self.init(.openSUSE, minor(os.version))
        case "opensuse-tumbleweed": self.init(.openSUSE, "tumbleweed")
        default: return nil
        }
    }
}

extension Ecosystem: Comparable, CustomStringConvertible {
    public static func < (left: Ecosystem, right: Ecosystem) -> Bool {
        (left.family.rawValue, left.release ?? "") < (right.family.rawValue, right.release ?? "")
    }

    /// `Go`, `Debian:12`, `Alpine:3.18`; `init(key:)` reads it.
    public var description: String { release.map { "\(family.rawValue):\($0)" } ?? family.rawValue }

    public init?(key: String) {
        let parts = key.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let family = parts.first.flatMap({ Family(rawValue: String($0)) }) else { return nil }
        self.init(family, parts.count > 1 && !parts[1].isEmpty ? String(parts[1]) : nil)
    }
}

/// Debian's releases by name.
public enum DebianRelease {
    static let numbers: [(codename: String, number: String)] = [
        ("buzz", "1.1"), ("rex", "1.2"), ("bo", "1.3"), ("hamm", "2.0"), ("slink", "2.1"), ("potato", "2.2"),
        ("woody", "3.0"), ("sarge", "3.1"), ("etch", "4"), ("lenny", "5"), ("squeeze", "6"), ("wheezy", "7"),
        ("jessie", "8"), ("stretch", "9"), ("buster", "10"), ("bullseye", "11"), ("bookworm", "12"),
        ("trixie", "13"), ("forky", "14"), ("duke", "15"), ("unstable", "sid"),
    ]

    /// `12` for `bookworm`; the name itself where it has no number (`sid`).
    public static func number(of codename: String) -> String {
        numbers.first { $0.codename == codename }?.number ?? codename
    }
}
