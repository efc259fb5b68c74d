import Findings

/// Reads an archive that comes front to back: layers arrive before the manifest that orders them, so whatever looks like
/// a layer is read as it comes, and what the manifest names is kept.
struct StreamPass {
    let analyzers: [any Analyzer]
    let limits: Limits
    let control: PassControl
    let progress: ProgressHandler?

    func run(_ archive: ArchiveStream) throws(ArtifactError) -> PassResult {
        let reader = try archive.open()
        let stream = UnpackedStream(name: archive.name, reader: reader, hashing: nil, limits: limits.unbounded)
        do throws(ArtifactError) { try stream.start() } catch {
            stream.close()
            throw error
        }
        let progress = progress
        let supply = LayerSupply(
            name: archive.name, layer: 0, stream: stream, hashing: nil, size: nil, limits: limits.unbounded,
            control: control
        ) { done in
            progress?(PassProgress(layer: 0, layerCount: 1, done: done, total: nil, isFinished: false))
        }
        defer { supply.close() }
        let cursor = BlockCursor(supply, name: archive.name)
        let result: PassResult
        let isImage: Bool
        switch archive.form {
        case .imageArchive: isImage = true
        case .fileSystemArchive: isImage = false
        default: isImage = try Self.isImage(cursor)
        }
        if isImage {
            result = try ArchivePass(stream: self, archive: archive).run(cursor, supply)
        } else {
            result = try fileSystem(archive, cursor, supply)
        }
        progress?(PassProgress(layer: 0, layerCount: 1, done: 0, total: nil, isFinished: true))
        return result
    }

    /// Looks at the first names without moving.
    private static func isImage(_ cursor: BlockCursor) throws(ArtifactError) -> Bool {
        var start = 0
        // Extended headers may come first.
        for _ in 0..<8 {
            guard let seen = try cursor.contiguous(start + TarHeader.size) else { return false }
            let header = TarHeader(UnsafeRawBufferPointer(rebasing: seen[start...]))
            guard header.hasValidChecksum, let size = header.number(TarHeader.Field.size) else { return false }
            guard [0x78, 0x67, 0x4C, 0x4B].contains(header.type) else {
                let name = PathNormaliser(limit: TarHeader.size).normalise(header.text(TarHeader.Field.name))
                guard let name else { return false }
                if name.bytes.isEmpty {
                    start += TarHeader.size
                    continue
                }
                return ArchiveShape.mayStartImage(String(decoding: name.bytes, as: UTF8.self))
            }
            guard size < Int64(BlockPipe.blockSize) else { return false }
            start += TarHeader.size + (Int(size) + 511) / 512 * 512
        }
        return false
    }

    /// A tar of a file system, as `docker export` writes it.
    private func fileSystem(
        _ archive: ArchiveStream, _ cursor: BlockCursor, _ supply: LayerSupply
    ) throws(ArtifactError) -> PassResult {
        guard let first = try cursor.contiguous(TarHeader.size), TarHeader(first).hasValidChecksum else {
            throw .notRecognised(path: archive.name, reason: "it is no tar archive")
        }
        var pass = LayerPass(
            layer: ImageLayer(index: 0, member: archive.name), analyzers: analyzers, limits: limits, control: control,
            isLowest: true)
        pass.hasWhiteouts = false
        pass.streamName = archive.name
        let read = pass.run(cursor, supply)
        var outcome = read.outcome
        if let failure = read.failure {
            guard limits.continuesPastBadLayers, failure != .cancelled else { throw failure }
            outcome.notes.append(ScanNote("\(failure)", makesPartial: true))
        }
        var resolver = OverlayResolver([outcome], hash: control.hash)
        let resolution = resolver.resolve(nil)
        return PassResult(
            facts: resolution.facts, notes: outcome.notes, statistics: outcome.statistics,
            rootLinks: resolution.rootLinks)
    }
}

extension Limits {
    /// For an archive around layers, each of which is limited by itself.
    fileprivate var unbounded: Limits {
        var limits = self
        limits.unpackedLayerBytes = .max
        limits.unpackedImageBytes = .max
        limits.ratioFreeBytes = .max
        return limits
    }
}
