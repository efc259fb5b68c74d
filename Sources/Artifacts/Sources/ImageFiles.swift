/// The files an image is kept in: a folder on disk or the members of an archive.
protocol ImageFiles: Sendable {
    /// For messages.
    var name: String { get }
    func contains(_ path: String) -> Bool
    /// A whole small file; nil where there is none.
    func document(_ path: String, limits: Limits) throws(ArtifactError) -> [UInt8]?
    /// A file to be read front to back; nil where there is none.
    func open(_ path: String) throws(ArtifactError) -> (reader: any BlobReader, size: Int64)?
    /// Bytes of a file; nil where there is none.
    func size(_ path: String) -> Int64?
}

/// An OCI layout unpacked on disk.
struct FolderFiles: ImageFiles {
    let name: String

    func contains(_ path: String) -> Bool { FileSystem.exists("\(name)/\(path)") }

    func document(_ path: String, limits: Limits) throws(ArtifactError) -> [UInt8]? {
        guard let file = try file(path) else { return nil }
        return try file.readAll(limit: limits.documentBytes, name: "\(name)/\(path)")
    }

    func open(_ path: String) throws(ArtifactError) -> (reader: any BlobReader, size: Int64)? {
        guard let file = try file(path) else { return nil }
        let size = try file.status().size
        // One byte more than there should be, so that a file which grows is noticed.
        return (FileReader(file, range: 0..<(size + 1)), size)
    }

    func size(_ path: String) -> Int64? { (try? FileSystem.status("\(name)/\(path)"))?.size }

    /// Links are followed, as build tools make layouts of links; what is read is held against its digest.
    private func file(_ path: String) throws(ArtifactError) -> OpenFile? {
        let full = "\(name)/\(path)"
        guard FileSystem.exists(full) else { return nil }
        // A pipe in the place of a file must not be waited for.
        let file = try OpenFile(full, flags: FileSystem.nonBlocking)
        guard try file.status().kind == .file else { throw .cannotRead(path: full, reason: "it is not a regular file") }
        return file
    }
}
