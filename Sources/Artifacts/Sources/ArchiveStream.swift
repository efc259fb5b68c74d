/// An image archive (docker-archive or OCI layout in a tar, compressed or not) that is read from front to end once.
public struct ArchiveStream: Sendable {
    /// For messages: a path, `standard input`, `docker:nginx`.
    public var name: String
    /// Among several images of the archive.
    public var tag: String?
    public var options: OpenOptions
    /// `imageArchive` or `fileSystemArchive` where that is known; nil to tell by the names in it.
    public var form: ArtifactForm?
    let open: @Sendable () throws(ArtifactError) -> any BlobReader

    /// - Parameter open: gives the bytes of the archive; called once for a pass.
    public init(
        name: String, tag: String? = nil, options: OpenOptions = OpenOptions(),
        open: @escaping @Sendable () throws(ArtifactError) -> any BlobReader
    ) {
        self.name = name
        self.tag = tag
        self.options = options
        self.open = open
    }
}
