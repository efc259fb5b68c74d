import Findings
import Inventory

/// Which distribution's advisories speak of a package.
struct DistributionJudge {
    private let os: OperatingSystem?
    private var known: [String: Ecosystem?] = [:]

    init(os: OperatingSystem?) {
        self.os = os
    }

    /// Nil where no feed speaks of the distribution, or nothing tells its release.
    mutating func ecosystem(of package: Package) -> Ecosystem? {
        let distribution = package.distribution ?? os?.id ?? ""
        // The package's own purl tells the release where the artifact's os-release is another's or missing: SBOMs, and
        // root file systems within the artifact.
        let mark = package.purl.flatMap(Self.distroQualifier) ?? ""
        let key = "\(distribution) \(mark)"
        if let ecosystem = known[key] { return ecosystem }
        let ecosystem = decide(distribution, mark)
        known[key] = .some(ecosystem)
        return ecosystem
    }

    private func decide(_ distribution: String, _ mark: String) -> Ecosystem? {
        if let os, os.id == distribution || distribution.isEmpty {
            return release(mark, os).flatMap { Self.ecosystem(of: $0) } ?? Self.ecosystem(of: os)
        }
        var (id, version) = (distribution, String?.none)
        if let dash = mark.lastIndex(of: "-") {
            if id.isEmpty { id = String(mark[..<dash]) }
            version = String(mark[mark.index(after: dash)...])
        } else if id.isEmpty {
            id = mark
        }
        guard !id.isEmpty else { return nil }
        return Self.ecosystem(of: OperatingSystem(id: id, version: version))
    }

    /// The same distribution in the release that a mark such as `debian-11` names; nil where it names none by number.
    private func release(_ mark: String, _ os: OperatingSystem) -> OperatingSystem? {
        guard mark.hasPrefix(os.id + "-") else { return nil }
        let version = mark.dropFirst(os.id.count + 1)
        guard version != os.version ?? "", version.utf8.first.map({ (48...57).contains($0) }) == true else {
            return nil
        }
        return OperatingSystem(id: os.id, version: String(version))
    }

    /// Distributions and those of their derivatives that ship the same source packages under the same versions and
    /// release numbers. What `ID_LIKE` says beyond that is about habits, not about versions.
    static func ecosystem(of os: OperatingSystem) -> Ecosystem? {
        var os = os
        switch os.id {
        case "raspbian": os.id = "debian"
        case "pop", "neon", "tuxedo": os.id = "ubuntu"
        case "redhat": os.id = "rhel"
        case "alma": os.id = "almalinux"
        case "amazon": os.id = "amzn"
        case "oracle": os.id = "ol"
        default: break
        }
        guard let ecosystem = Ecosystem(os) else { return nil }
        let isRolling = ecosystem.family == .wolfi || ecosystem.family == .chainguard
        return ecosystem.release == nil && !isRolling ? nil : ecosystem
    }

    private static func distroQualifier(_ purl: String) -> String? {
        guard let mark = purl.utf8.firstIndex(of: UInt8(ascii: "?")) else { return nil }
        for pair in purl[purl.index(after: mark)...].split(separator: "&") where pair.hasPrefix("distro=") {
            return String(pair.dropFirst(7).prefix { $0 != "#" })
        }
        return nil
    }
}
