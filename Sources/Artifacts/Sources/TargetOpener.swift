/// Finds out what a target is and opens it.
struct TargetOpener {
    var target: ArtifactTarget
    var options: OpenOptions

    func open() throws(ArtifactError) -> ArtifactSource {
        if target.isStandardInput { return try standardInput() }
        let kind = try FileSystem.status(target.path).kind
        if kind != .file, kind != .folder, target.scheme == .oci || target.scheme == .dockerArchive {
            return stream(target.path)
        }
        switch target.scheme {
        case .folder: return .folder(try FolderSource(path: target.path, limits: options.limits))
        case .file: return .file(try FileSource(path: target.path, limits: options.limits))
        case .oci:
            if kind == .folder { return .image(try LayoutImage(layoutFolder, tag: target.tag, options: options)) }
            return try archive(isForced: true)
        case .dockerArchive: return try archive(isForced: true)
        case nil: break
        }
        switch kind {
        case .folder:
            guard isLayout else { return .folder(try FolderSource(path: target.path, limits: options.limits)) }
            return .image(try LayoutImage(layoutFolder, tag: target.tag, options: options))
        case .file:
            return try archive(isForced: false)
        default:
            // A pipe, as shells make for <(command).
            return stream(target.path)
        }
    }

    private var layoutFolder: FolderFiles { FolderFiles(name: target.path) }

    private var isLayout: Bool {
        let files = layoutFolder
        guard files.contains(ArchiveShape.index) else { return false }
        return files.contains(ArchiveShape.layout) || files.contains("blobs/sha256")
    }

    private func standardInput() throws(ArtifactError) -> ArtifactSource {
        switch target.scheme {
        case .folder, .file:
            throw .unsupported(
                what: "standard input as \(target.scheme == .folder ? "a folder" : "a single file")",
                advice: "pipe an image archive, or name a path")
        default: break
        }
        let input = OpenFile(descriptor: 0, path: "standard input", closes: false)
        return stream("standard input") { PipeReader(input) }
    }

    /// A tar that can be read at any place is indexed; a compressed one streams.
    private func archive(isForced: Bool) throws(ArtifactError) -> ArtifactSource {
        let path = target.path
        let file = try OpenFile(path, flags: FileSystem.nonBlocking)
        guard try file.status().kind == .file else { return stream(path) }
        switch try shape(of: file) {
        case .tar:
            let files = try ArchiveFiles(file, name: path, limits: options.limits)
            let hasIndex = files.contains(ArchiveShape.index)
            let hasManifest = files.contains(ArchiveShape.manifest)
            if hasIndex, target.scheme == .oci || !hasManifest || files.contains(ArchiveShape.layout),
                target.scheme != .dockerArchive
            {
                return .image(try LayoutImage(files, tag: target.tag, options: options))
            }
            if hasManifest, target.scheme != .oci {
                return .image(try DockerArchive(files, tag: target.tag, options: options))
            }
            if isForced {
                let missing = target.scheme == .oci ? ArchiveShape.index : ArchiveShape.manifest
                throw .missingBlob(name: missing, artifact: path)
            }
            return stream(path)
        case .compressedTar: return stream(path)
        case .other:
            if isForced { throw .notRecognised(path: path, reason: "it is no tar archive") }
            return .file(try FileSource(path: path, limits: options.limits))
        }
    }

    private func stream(_ path: String) -> ArtifactSource {
        stream(path) { () throws(ArtifactError) in
            let file = try OpenFile(path)
            guard try file.status().kind == .file else { return PipeReader(file) }
            return FileReader(file, range: 0..<Int64.max)
        }
    }

    private func stream(
        _ name: String, _ open: @escaping @Sendable () throws(ArtifactError) -> any BlobReader
    ) -> ArtifactSource {
        var stream = ArchiveStream(name: name, tag: target.tag, options: options, open: open)
        if target.scheme != nil { stream.form = .imageArchive }
        return .stream(stream)
    }

    private enum Shape { case tar, compressedTar, other }

    /// Looks at the first bytes, unpacked if need be.
    private func shape(of file: OpenFile) throws(ArtifactError) -> Shape {
        let stream = UnpackedStream(
            name: target.path, reader: FileReader(file, range: 0..<Int64.max), hashing: nil, limits: options.limits)
        defer { stream.close() }
        do throws(ArtifactError) {
            let compression = try stream.start()
            let block = UnsafeMutableRawBufferPointer.allocate(byteCount: TarHeader.size, alignment: 16)
            defer { block.deallocate() }
            guard try stream.fill(block) == TarHeader.size else { return .other }
            let header = TarHeader(UnsafeRawBufferPointer(block))
            guard header.hasValidChecksum else { return .other }
            return compression == .none ? .tar : .compressedTar
        } catch {
            if case .cannotRead = error { throw error }
            return .other
        }
    }
}
