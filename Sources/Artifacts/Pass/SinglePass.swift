/// Runs all analyzers over an artifact, reading each of its bytes once.
public struct SinglePass: Sendable {
    public var analyzers: [any Analyzer]
    public var limits: Limits

    public init(analyzers: [any Analyzer], limits: Limits = Limits()) {
        self.analyzers = analyzers
        self.limits = limits
    }

    /// - Throws: `ArtifactError`, where the artifact or a part of it cannot be read as a whole.
    public func run(
        _ source: ArtifactSource, progress: ProgressHandler? = nil
    ) async throws(ArtifactError) -> PassResult {
        throw .unsupported(what: "\(source.kind)", advice: "the pass comes with the next commit")
    }
}
