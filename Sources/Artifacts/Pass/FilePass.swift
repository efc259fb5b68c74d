import Findings

/// Shows one file to all analyzers and hashes it on the way.
struct FilePass {
    let analyzers: [any Analyzer]
    let limits: Limits
    let control: PassControl
    let progress: ProgressHandler?

    func run(_ source: FileSource) throws(ArtifactError) -> PassResult {
        let file = try OpenFile(source.path, flags: FileSystem.nonBlocking)
        let status = try file.status()
        guard status.kind == .file else { throw .cannotRead(path: source.path, reason: "it is not a regular file") }
        let supply = FileSupply(file, range: 0..<status.size, blockSize: BlockPipe.blockSize)
        supply.hash = BlobHash(.sha256)
        let cursor = BlockCursor(supply, name: source.path)
        let collector = LayerCollector(
            hash: control.hash, limits: limits, layer: nil, paths: nil, hasWhiteouts: false)
        let dispatcher = EntryDispatcher(
            analyzers: analyzers, limits: limits, budget: control.budget, collector: collector)
        let name = source.path.split(separator: "/").last.map(String.init) ?? source.path
        let entry = Entry(
            path: name, mode: status.mode, userID: status.userID, groupID: status.groupID, size: status.size,
            modified: status.modified)
        var path = name
        var failure: ArtifactError?
        path.withUTF8 { bytes in
            do throws(ArtifactError) {
                try dispatcher.visit(
                    entry, rawPath: UnsafeRawBufferPointer(bytes), content: FileContent(cursor, size: status.size))
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        _ = try cursor.drain()
        progress?(
            PassProgress(layer: 0, layerCount: 1, done: status.size, total: status.size, isFinished: true))
        let outcome = dispatcher.collector.finish()
        var resolver = OverlayResolver([outcome], hash: control.hash)
        return PassResult(
            facts: resolver.resolve(nil).facts, notes: outcome.notes, statistics: outcome.statistics,
            contentDigest: supply.hash?.finish())
    }
}
