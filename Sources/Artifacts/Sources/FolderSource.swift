/// A root file system or any folder on disk.
public struct FolderSource: Sendable {
    public var path: String
    /// Tells paths below it (relative, as entries have them) that are not looked at; of a folder, all that is in it.
    public var excludes: @Sendable (String) -> Bool = { _ in false }
    let limits: Limits

    /// - Throws: `ArtifactError.cannotRead` where there is no such folder.
    public init(path: String, limits: Limits = Limits()) throws(ArtifactError) {
        guard try FileSystem.status(path).kind == .folder else {
            throw .cannotRead(path: path, reason: "it is not a folder")
        }
        self.path = path
        self.limits = limits
    }
}

/// One file on disk, a Go binary say.
public struct FileSource: Sendable {
    public var path: String
    let limits: Limits

    /// - Throws: `ArtifactError.cannotRead` where there is no such file.
    public init(path: String, limits: Limits = Limits()) throws(ArtifactError) {
        guard try FileSystem.status(path).kind == .file else {
            throw .cannotRead(path: path, reason: "it is not a regular file")
        }
        self.path = path
        self.limits = limits
    }
}
