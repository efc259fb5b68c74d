import Artifacts

/// What a target's text names.
enum ScanTarget: Sendable, Hashable {
    /// Something on disk or standard input.
    case artifact(ArtifactTarget)
    case registry(String)
    case daemon(String)
    /// Path; `-` is standard input.
    case sbom(String)

    /// - Throws: where the text names nothing that exists and cannot be an image reference either.
    init(_ text: String) throws(WorkflowError) {
        guard !text.isEmpty else { throw WorkflowError("a target is empty") }
        for (prefix, make) in Self.prefixes where text.hasPrefix(prefix) {
            let rest = String(text.dropFirst(prefix.count))
            guard !rest.isEmpty else { throw WorkflowError("nothing follows the prefix", subject: text) }
            self = make(rest)
            return
        }
        let text = Self.withoutDots(text)
        let target = ArtifactTarget(text)
        if target.scheme != nil || target.isStandardInput || FileBytes.exists(target.path) {
            self = .artifact(target)
            return
        }
        guard Self.mayBeReference(text) else {
            throw WorkflowError(
                "no such file, and no image reference either (prefixes: oci:, docker-archive:, registry:, docker:, "
                    + "dir:, file:, sbom:)", subject: text)
        }
        self = .registry(text)
    }

    /// The folder that Go's name for a module with all that is below it means: `./...` is `.`.
    static func withoutDots(_ text: String) -> String {
        text == "..." || text == "./..." ? "." : text.hasSuffix("/...") ? String(text.dropLast(4)) : text
    }

    private static let prefixes: [(String, @Sendable (String) -> ScanTarget)] = [
        ("registry:", { .registry($0) }), ("docker:", { .daemon($0) }), ("podman:", { .daemon($0) }),
        ("sbom:", { .sbom($0) }),
    ]

    /// `./x`, `/x`, `../x` and names with spaces are paths that are missing, not images.
    private static func mayBeReference(_ text: String) -> Bool {
        !text.hasPrefix("/") && !text.hasPrefix(".") && !text.hasSuffix("/")
            && text.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte)
                    || [0x2D, 0x2E, 0x2F, 0x3A, 0x40, 0x5F, 0x5B, 0x5D].contains(byte)
            }
    }
}
