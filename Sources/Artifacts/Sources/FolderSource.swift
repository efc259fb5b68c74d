/// A root file system or any folder on disk.
public struct FolderSource: Sendable {
    public var path: String
    let limits: Limits
}

/// One file on disk, a Go binary say.
public struct FileSource: Sendable {
    public var path: String
    let limits: Limits
}
