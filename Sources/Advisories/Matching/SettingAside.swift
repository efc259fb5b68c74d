import Findings

/// Why what the advisories say is shown, but is no finding to act on; the raw value is `SuppressedFinding.cause`.
enum SettingAside: String, CaseIterable {
    case owned = "owned-by-distribution"
    case minimum = "minimum-go-version"
    case rejected = "cve-rejected"

    var reason: String {
        switch self {
        case .owned: "the distribution's advisories judge this binary, which one of its packages owns"
        case .minimum:
            "the go line names the oldest Go that may build the module; the Go that does build it decides"
        case .rejected: "the authority that assigned its CVE id has rejected it"
        }
    }

    /// - Parameter isOwned: a distribution answers for the package, and the user did not ask for its own advisories.
    static func of(_ vulnerability: JudgedVulnerability, _ part: MatchSubjects.Part, isOwned: Bool) -> SettingAside? {
        if vulnerability.isRejected { return .rejected }
        if isOwned { return .owned }
        return part.isMinimum ? .minimum : nil
    }

    /// What a user should know of the advisories that a go line alone does not prove; nil where there is none.
    static func note(_ judged: JudgedSubject, _ package: Package) -> ScanNote? {
        let count = judged.vulnerabilities.count { !$0.isRejected }
        guard count > 0 else { return nil }
        let place = package.locations.first.map {
            Location(path: $0.path, line: package.properties["line"].flatMap(Int.init), layer: $0.layer)
        }
        let vulnerabilities = count == 1 ? "1 vulnerability" : "\(count) vulnerabilities"
        return ScanNote(
            "the go line asks for \(package.version) or later; \(vulnerabilities) of that release "
                + "are set aside, as a newer Go may build the module: scan the binary, or pin one with a toolchain line",
            makesPartial: false, location: place)
    }
}
