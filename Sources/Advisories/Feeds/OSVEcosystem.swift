/// Reads OSV's names of ecosystems: family, release and what further divides it.
///
/// Source: OSV schema, "affected[].package.ecosystem", and the names that the exports use.
struct OSVEcosystem {
    var ecosystem: Ecosystem
    var stream: String?

    /// Nil for ecosystems that Drydock does not judge (npm, PyPI, …) and for names without the release they need.
    init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        let rest = parts.dropFirst().joined(separator: ":")
        switch parts[0] {
        case "Go": self.init(.go)
        case "Wolfi": self.init(.wolfi)
        case "Chainguard": self.init(.chainguard)
        case "Debian":
            guard parts.count > 1, !rest.isEmpty else { return nil }
            self.init(Ecosystem(.debian, DebianRelease.number(of: rest)))
        case "Alpine":
            guard parts.count > 1, !rest.isEmpty else { return nil }
            self.init(Ecosystem(.alpine, rest.hasPrefix("v") ? String(rest.dropFirst()) : rest))
        case "Ubuntu":
            guard let release = parts.first(where: Self.isYearAndMonth) else { return nil }
            let editions = parts.dropFirst().filter { $0 != release && $0 != "LTS" }
            self.init(Ecosystem(.ubuntu, release), editions.isEmpty ? nil : editions.joined(separator: ":"))
        case "Rocky Linux", "AlmaLinux", "Oracle Linux":
            guard let family = Ecosystem.Family(rawValue: parts[0]), parts.count > 1, !parts[1].isEmpty else {
                return nil
            }
            self.init(Ecosystem(family, parts[1].split(separator: ".").first.map(String.init)))
        case "Red Hat":
            guard let release = Self.redHatRelease(parts) else { return nil }
            self.init(Ecosystem(.redHat, release), rest)
        case "SUSE", "openSUSE":
            guard let family = Ecosystem.Family(rawValue: parts[0]), let release = Self.suseRelease(rest) else {
                return nil
            }
            self.init(Ecosystem(family, release), rest)
        default: return nil
        }
    }

    private init(_ ecosystem: Ecosystem, _ stream: String? = nil) {
        self.ecosystem = ecosystem
        self.stream = stream
    }

    private static func isYearAndMonth(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.count == 5 && bytes[2] == UInt8(ascii: ".")
            && bytes.enumerated().allSatisfy { $0 == 2 || (48...57).contains($1) }
    }

    /// `enterprise_linux:9::appstream`, `rhel_eus:9.2::baseos`: the major release; `openshift:4.14::el9`: that of the
    /// edition.
    private static func redHatRelease(_ parts: [String]) -> String? {
        guard parts.count > 2 else { return nil }
        if parts[1] == "enterprise_linux" || parts[1].hasPrefix("rhel_") || parts[1] == "rhel" {
            return parts[2].split(separator: ".").first.map(String.init)
        }
        for part in parts.dropFirst(2) where part.hasPrefix("el") {
            let digits = part.dropFirst(2).prefix { $0.isASCII && $0.isNumber }
            if !digits.isEmpty { return String(digits) }
        }
        return nil
    }

    /// `Linux Enterprise Server 15 SP4` is 15.4, `Leap 15.5` is 15.5, `Tumbleweed` itself.
    private static func suseRelease(_ text: String) -> String? {
        if text == "Tumbleweed" { return "tumbleweed" }
        var release: String?
        for word in text.split(separator: " ") {
            if word.utf8.first.map({ (48...57).contains($0) }) == true {
                release = word.split(separator: "-").first.map(String.init)
            } else if word.hasPrefix("SP"), let major = release,
                let pack = word.dropFirst(2).split(separator: "-").first,
                Int(pack) != nil
            {
                release = "\(major).\(pack)"
            }
        }
        return release
    }
}
