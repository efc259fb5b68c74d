/// Why an artifact could not be read: what is wrong, where, and what to do about it.
public enum ArtifactError: Error, Sendable, Hashable {
    /// The operating system refused.
    case cannotRead(path: String, reason: String)
    /// The target is none of the known forms.
    case notRecognised(path: String, reason: String)
    /// A JSON document (manifest, index, configuration) that does not say what it must.
    case malformedDocument(name: String, reason: String)
    case missingBlob(name: String, artifact: String)
    case wrongDigest(blob: String, expected: String, actual: String)
    /// Bytes.
    case wrongSize(blob: String, expected: Int64, actual: Int64)
    /// The unpacked layer is not the one the configuration names.
    case wrongDiffID(blob: String, expected: String, actual: String)
    /// The bytes end early; `offset` counts in the named stream.
    case truncated(blob: String, offset: Int64, reason: String)
    /// `offset` counts in the packed bytes.
    case corruptCompression(blob: String, offset: Int64, reason: String)
    /// `offset` counts in the unpacked tar stream.
    case corruptTar(blob: String, offset: Int64, reason: String)
    /// One of `Limits`; `name` is its field, which the command line's flag is named after.
    case limitExceeded(blob: String, name: String, limit: Int64, offset: Int64)
    case noSuchImage(wanted: String, available: [String])
    case noSuchPlatform(wanted: String, available: [String])
    case unsupported(what: String, advice: String)
    /// A blob could not be fetched from where it is kept (registry, daemon).
    case transferFailed(source: String, reason: String)
    case cancelled
}

extension ArtifactError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .cannotRead(let path, let reason): "cannot read \(path): \(reason)"
        case .notRecognised(let path, let reason): "\(path) is nothing that can be scanned: \(reason)"
        case .malformedDocument(let name, let reason): "\(name) is malformed: \(reason)"
        case .missingBlob(let name, let artifact): "\(artifact) lacks \(name); fetch or save the image again"
        case .wrongDigest(let blob, let expected, let actual):
            "\(blob) is corrupt: its digest should be \(expected) but is \(actual); fetch or save the image again"
        case .wrongSize(let blob, let expected, let actual):
            "\(blob) is corrupt: it should have \(expected) bytes but has \(actual); fetch or save the image again"
        case .wrongDiffID(let blob, let expected, let actual):
            "\(blob) is not the layer its image configuration names: unpacked it should be \(expected) but is \(actual)"
        case .truncated(let blob, let offset, let reason):
            "\(blob) ends too early, at byte \(offset): \(reason); fetch or save the image again"
        case .corruptCompression(let blob, let offset, let reason):
            "\(blob) is corrupt at packed byte \(offset): \(reason)"
        case .corruptTar(let blob, let offset, let reason): "\(blob) is corrupt at tar byte \(offset): \(reason)"
        case .limitExceeded(let blob, let name, let limit, let offset):
            "\(blob) exceeds the limit \(name) of \(limit) at byte \(offset); raise it if the target is trusted"
        case .noSuchImage(let wanted, let available):
            "no image \(wanted)" + Self.choices(available)
        case .noSuchPlatform(let wanted, let available):
            "no image for platform \(wanted)" + Self.choices(available)
        case .unsupported(let what, let advice): "\(what) is not supported; \(advice)"
        case .transferFailed(let source, let reason): "\(source): \(reason)"
        case .cancelled: "cancelled"
        }
    }

    private static func choices(_ available: [String]) -> String {
        guard !available.isEmpty else { return "" }
        let shown = available.prefix(12).joined(separator: ", ")
        return "; there is \(shown)" + (available.count > 12 ? " and \(available.count - 12) more" : "")
    }
}
