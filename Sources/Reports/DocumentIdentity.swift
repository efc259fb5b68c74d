import Findings

/// Names that documents need to be unique, made from what they say, so that the same result gives the same document.
enum DocumentIdentity {
    /// A UUID of version 8 (RFC 9562, section 5.8) from the digest of the content.
    static func uuid(of result: ScanResult, format: String) -> String {
        var digest = ContentDigest()
        digest.add(field: format)
        digest.add(field: result.toolVersion)
        digest.add(field: result.created)
        for source in result.snapshot?.sources ?? [] { digest.add(field: "\(source.name) \(source.date)") }
        for artifact in result.artifacts {
            digest.add(field: artifact.target)
            digest.add(field: artifact.digest ?? "")
            for package in artifact.packages { digest.add(field: package.id) }
            for finding in artifact.findings { digest.add(field: finding.stableFingerprint) }
        }
        return uuid(fromDigest: digest.finish())
    }

    static func uuid(of text: String) -> String {
        var digest = ContentDigest()
        digest.add(field: text)
        return uuid(fromDigest: digest.finish())
    }

    private static func uuid(fromDigest digest: [UInt8]) -> String {
        var bytes = Array(digest.prefix(16))
        bytes[6] = bytes[6] & 0x0f | 0x80
        bytes[8] = bytes[8] & 0x3f | 0x80
        let digits = ContentDigest.hexadecimal(bytes)
        var groups: [Substring] = []
        var rest = digits[...]
        for length in [8, 4, 4, 4, 12] {
            groups.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        return groups.joined(separator: "-")
    }
}

/// Where more can be read of an id.
enum AdvisoryAddress {
    static func of(_ id: String) -> String? {
        guard id.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != 0x22 && $0 != 0x3c && $0 != 0x3e }) else {
            return nil
        }
        let number = id.split(separator: "-").dropFirst().joined(separator: "-")
        guard !number.isEmpty else { return nil }
        switch id.prefix(while: { $0 != "-" }) {
        case "CVE": return "https://nvd.nist.gov/vuln/detail/\(id)"
        case "GHSA": return "https://github.com/advisories/\(id)"
        case "GO": return "https://pkg.go.dev/vuln/\(id)"
        case "DSA", "DLA": return "https://security-tracker.debian.org/tracker/\(id)"
        case "CGA": return "https://images.chainguard.dev/security/\(id)"
        case "RHSA", "RHBA", "RHEA": return "https://access.redhat.com/errata/\(id)"
        case "USN": return "https://ubuntu.com/security/notices/\(id)"
        default: return nil
        }
    }

    /// Who gives out ids of this form.
    static func source(of id: String) -> String? {
        switch id.prefix(while: { $0 != "-" }) {
        case "CVE": "NVD"
        case "GHSA": "GitHub Advisories"
        case "GO": "Go Vulnerability Database"
        case "DSA", "DLA": "Debian Security Tracker"
        case "CGA": "Chainguard"
        case "RHSA", "RHBA", "RHEA": "Red Hat"
        case "USN": "Ubuntu Security Notices"
        default: nil
        }
    }

    /// An address that may stand in a document: http or https, and nothing in it that an address cannot hold.
    static func isSafe(_ address: String) -> Bool {
        (address.hasPrefix("https://") || address.hasPrefix("http://")) && address.utf8.count <= 2048
            && address.utf8.allSatisfy { byte in
                byte > 0x20 && byte < 0x7f && !#""<>\^`{|}"#.utf8.contains(byte)
            }
    }
}

extension Finding {
    /// Addresses to read on: the advisory's own, then its references.
    var addresses: [String] {
        var seen = Set<String>()
        return (([id] + aliases).compactMap { AdvisoryAddress.of($0) } + references)
            .filter { AdvisoryAddress.isSafe($0) && seen.insert($0).inserted }
    }

    /// The score that stands for it: the highest of the newest version of CVSS that rates it.
    var leadingScore: CVSSRating? {
        cvss.filter { $0.score.isFinite }.max { left, right in
            left.version != right.version ? left.version < right.version : left.score < right.score
        }
    }
}
