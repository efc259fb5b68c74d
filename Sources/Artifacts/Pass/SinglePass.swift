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
        let control = PassControl(limits: limits)
        // The pass blocks on files and locks, so it runs on threads of its own, not on Swift's pool.
        let outcome: Result<PassResult, ArtifactError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let body: @Sendable () -> Void = {
                    let outcome: Result<PassResult, ArtifactError>
                    do throws(ArtifactError) {
                        outcome = .success(try read(source, control, progress))
                    } catch {
                        outcome = .failure(error)
                    }
                    continuation.resume(returning: outcome)
                }
                if !Worker(body).detach() { body() }
            }
        } onCancel: {
            control.cancel()
        }
        return try outcome.get()
    }

    private func read(
        _ source: ArtifactSource, _ control: PassControl, _ progress: ProgressHandler?
    ) throws(ArtifactError) -> PassResult {
        switch source {
        case .image(let image):
            try ImagePass(analyzers: analyzers, limits: limits, control: control, progress: progress).run(image)
        case .stream(let stream):
            try StreamPass(analyzers: analyzers, limits: limits, control: control, progress: progress).run(stream)
        case .folder(let folder):
            try FolderPass(analyzers: analyzers, limits: limits, control: control, progress: progress).run(folder)
        case .file(let file):
            try FilePass(analyzers: analyzers, limits: limits, control: control, progress: progress).run(file)
        }
    }
}
