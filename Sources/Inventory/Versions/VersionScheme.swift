/// How one version stands to another.
public enum VersionOrder: Int, Sendable, Hashable {
    case less = -1
    case equal = 0
    case greater = 1

    init<Value: Comparable>(_ left: Value, _ right: Value) {
        self = left < right ? .less : left == right ? .equal : .greater
    }

    public var reversed: VersionOrder {
        switch self {
        case .less: .greater
        case .equal: .equal
        case .greater: .less
        }
    }
}

/// A version of one ecosystem, with that ecosystem's order. Versions that are written differently but rank the same
/// (`1.0` and `1.0-0` of dpkg) are equal; `description` keeps each as it was written.
public protocol OrderedVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Nil where the ecosystem's own tools refuse the text.
    init?(_ text: String)

    func order(to other: Self) -> VersionOrder
}

extension OrderedVersion {
    public static func < (left: Self, right: Self) -> Bool { left.order(to: right) == .less }
    public static func == (left: Self, right: Self) -> Bool { left.order(to: right) == .equal }
}

/// The ways ecosystems order their versions.
public enum VersionScheme: String, Sendable, Hashable, CaseIterable {
    /// Go module versions and toolchains (`GoVersion`).
    case go
    /// Debian, Ubuntu (`DpkgVersion`).
    case dpkg
    /// Alpine, Wolfi, Chainguard (`ApkVersion`).
    case apk
    /// Red Hat and its kin, Amazon, SUSE (`RpmVersion`).
    case rpm
    /// Semantic Versioning 2.0 (`SemanticVersion`).
    case semver

    /// Compares two versions as written; nil when either is no version of this scheme.
    ///
    /// OSV's `introduced: "0"`, which sorts before every version, is a matter of ranges and not known here.
    public func compare(_ left: String, _ right: String) -> VersionOrder? {
        switch self {
        case .go: order(GoVersion.self, left, right)
        case .dpkg: order(DpkgVersion.self, left, right)
        case .apk: order(ApkVersion.self, left, right)
        case .rpm: order(RpmVersion.self, left, right)
        case .semver: order(SemanticVersion.self, left, right)
        }
    }

    /// Whether the scheme's own tools accept the text as a version.
    public func accepts(_ text: String) -> Bool {
        switch self {
        case .go: GoVersion(text) != nil
        case .dpkg: DpkgVersion(text) != nil
        case .apk: ApkVersion(text) != nil
        case .rpm: RpmVersion(text) != nil
        case .semver: SemanticVersion(text) != nil
        }
    }

    private func order<Version: OrderedVersion>(
        _ type: Version.Type, _ left: String, _ right: String
    ) -> VersionOrder? {
        guard let left = Version(left), let right = Version(right) else { return nil }
        return left.order(to: right)
    }
}
