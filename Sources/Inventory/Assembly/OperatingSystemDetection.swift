import Findings

/// Tells the operating system from its release files.
enum OperatingSystemDetection {
    /// From the visible release files under one root; the most telling names it, the others fill what it leaves open.
    static func detect(_ facts: [OSReleaseFact]) -> OperatingSystem? {
        let ranked = facts.sorted { $0.source < $1.source }
        guard let best = ranked.first(where: { $0.id != nil }), let id = best.id else {
            return ranked.first.flatMap { fact in
                fact.prettyName.map { OperatingSystem(id: "linux", version: fact.version, prettyName: $0) }
            }
        }
        var os = OperatingSystem(
            id: canonical(id), version: best.version, codename: best.codename, prettyName: best.prettyName,
            like: best.like)
        for other in ranked where other != best && other.id.map(canonical) == os.id {
            os.codename = os.codename ?? other.codename
            os.prettyName = os.prettyName ?? other.prettyName
            if os.like.isEmpty { os.like = other.like }
            // A release in the making has no number, and must not get that of a stale file.
            if os.version == nil, os.codename == nil { os.version = other.version }
        }
        return os
    }

    /// `debian-12`, `alpine-3.20.1`; the codename where there is no number.
    static func purlRelease(_ os: OperatingSystem?) -> String? {
        guard let os else { return nil }
        return (os.version ?? os.codename).map { "\(os.id)-\($0)" } ?? os.id
    }

    /// lsb-release and old files name some distributions otherwise than os-release does.
    private static func canonical(_ id: String) -> String {
        switch id {
        case "redhatenterpriseserver", "redhatenterprise", "redhat": "rhel"
        case "amazon", "amazonami": "amzn"
        case "oracleserver", "oracle": "ol"
        case "alma": "almalinux"
        default: id
        }
    }
}
