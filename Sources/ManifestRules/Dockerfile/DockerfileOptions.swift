/// What a project says of its Dockerfiles beside the choice of rules; the names are hadolint's where it has them.
public struct DockerfileOptions: Sendable {
    /// Registries images may come from; empty: all. `*` stands for any text: `*.example.com`.
    public var trustedRegistries: [String]
    /// Labels that must be there, with their form.
    public var requiredLabels: [String: LabelFormat]
    /// Labels not named above are findings.
    public var strictLabels: Bool
    /// Suppressing comments have no effect.
    public var disablesSuppressions: Bool
    /// `YYYY-MM-DD`, for what reaches an end of life.
    public var today: String
    /// What lies beside the Dockerfile; nil: not known.
    public var context: BuildContext?
    /// The user that a repair may write where one is missing, such as `65532:65532`; nil: only where the final stage is
    /// scratch or distroless, which holds nothing that wants root.
    public var user: String?

    public init(
        trustedRegistries: [String] = [], requiredLabels: [String: LabelFormat] = [:], strictLabels: Bool = false,
        disablesSuppressions: Bool = false, today: String = "2026-11-01", context: BuildContext? = nil,
        user: String? = nil
    ) {
        self.trustedRegistries = trustedRegistries
        self.requiredLabels = requiredLabels
        self.strictLabels = strictLabels
        self.disablesSuppressions = disablesSuppressions
        self.today = today
        self.context = context
        self.user = user
    }
}

/// The form a label's value must have; raw values as in hadolint's configuration.
public enum LabelFormat: String, Sendable, CaseIterable {
    case text, url, semver, hash, rfc3339, spdx, email
}

/// The folder a Dockerfile is built in, as far as rules ask for it.
public struct BuildContext: Sendable {
    /// Contents of .dockerignore; nil: there is none.
    public var ignoreFile: [UInt8]?
    /// Paths relative to the folder, `/` between parts: at least what stands at the top.
    public var paths: Set<String>

    public init(ignoreFile: [UInt8]?, paths: Set<String>) {
        self.ignoreFile = ignoreFile
        self.paths = paths
    }
}
