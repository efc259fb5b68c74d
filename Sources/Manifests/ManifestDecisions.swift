/// What only a person can decide, given by flags: with these the fixes that need them have edits.
public struct ManifestDecisions: Sendable, Hashable {
    /// As Kubernetes writes it: `256Mi`; Compose takes the same but for the `i`.
    public var memoryLimit: String?
    public var memoryRequest: String?
    /// `500m` or `0.5`; compose files need the latter.
    public var cpuLimit: String?
    public var cpuRequest: String?
    public var ephemeralStorageLimit: String?

    public init() {}
}
