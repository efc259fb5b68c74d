/// What a finding is recognised by in a later run: baselines, SARIF and server compare it.
///
/// Lines, columns, versions and wording are left out, so that a moved line or an updated advisory text keeps it.
extension Finding {
    /// The finding's own fingerprint, or one derived from what it is about: kind, id, path, package and evidence.
    public var stableFingerprint: String {
        if let fingerprint, !fingerprint.isEmpty { return fingerprint }
        var digest = ContentDigest()
        digest.add(field: kind.rawValue)
        digest.add(field: id)
        digest.add(field: location?.path ?? "")
        digest.add(field: package?.type ?? "")
        digest.add(field: package?.name ?? "")
        if kind != .vulnerability {
            for line in evidence {
                digest.add(field: line.split(whereSeparator: \.isWhitespace).joined(separator: " "))
            }
        }
        return String(digest.hexadecimal().prefix(Self.fingerprintLength))
    }

    /// Hexadecimal digits of a derived fingerprint: 128 bits.
    private static let fingerprintLength = 32
}

extension Sequence<Finding> {
    /// The fingerprints in order; the second and later of equal findings get `:2`, `:3`, …, so that a baseline of two
    /// does not hide a third.
    public var numberedFingerprints: [String] {
        var seen: [String: Int] = [:]
        return map { finding in
            let fingerprint = finding.stableFingerprint
            let count = seen[fingerprint, default: 0] + 1
            seen[fingerprint] = count
            return count == 1 ? fingerprint : "\(fingerprint):\(count)"
        }
    }
}
