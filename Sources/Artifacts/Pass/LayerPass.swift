import Findings

/// Reads one layer: checks its digests, unpacks it and shows every entry to every analyzer.
struct LayerPass {
    let layer: ImageLayer
    let analyzers: [any Analyzer]
    let limits: Limits
    let control: PassControl
    /// Nothing lies below, so which paths it holds matters to nobody.
    var isLowest: Bool
    /// What errors call the layer, where not by its place in the image.
    var streamName: String?
    /// Hashes the unpacked bytes even where nothing says what the digest should be.
    var computesDiffID = false
    /// False for the tar of a plain file system, where `.wh.` names mean nothing.
    var hasWhiteouts = true
    var progress: (@Sendable (Int64) -> Void)?
    /// Opens the layer once more, where that can be done.
    var reopen: (() throws(ArtifactError) -> any BlobReader)?

    private var name: String { streamName ?? layer.name }

    /// - Parameter reader: of the stored bytes; closed at the end.
    func run(_ reader: any BlobReader) -> (outcome: LayerOutcome, failure: ArtifactError?) {
        collect { dispatcher, sizes throws(ArtifactError) in try read(reader, dispatcher, &sizes) }
    }

    /// Reads a tar that is open already, at its first header.
    func run(_ cursor: BlockCursor, _ supply: LayerSupply) -> (outcome: LayerOutcome, failure: ArtifactError?) {
        collect { dispatcher, sizes throws(ArtifactError) in
            try walk(cursor, supply, dispatcher, &sizes)
            sizes.unpacked = supply.unpackedCount
        }
    }

    private func collect(
        _ body: (EntryDispatcher, inout Sizes) throws(ArtifactError) -> Void
    ) -> (outcome: LayerOutcome, failure: ArtifactError?) {
        let collector = LayerCollector(
            hash: control.hash, limits: limits, layer: hasWhiteouts ? layer.reference : nil,
            paths: isLowest ? nil : LayerPaths(limit: limits.trackedPaths), hasWhiteouts: hasWhiteouts)
        let dispatcher = EntryDispatcher(
            analyzers: analyzers, limits: limits, budget: control.budget, collector: collector)
        var sizes = Sizes()
        var failure: ArtifactError?
        do throws(ArtifactError) {
            try body(dispatcher, &sizes)
            try readMissedLinks(dispatcher)
        } catch {
            failure = error
        }
        var outcome = dispatcher.collector.finish()
        outcome.packedSize = sizes.packed
        outcome.unpackedSize = sizes.unpacked
        outcome.entryCount = sizes.entries
        outcome.packedDigest = sizes.packedDigest
        outcome.diffID = sizes.diffID
        return (outcome, failure)
    }

    private struct Sizes {
        var packed: Int64?
        var unpacked: Int64?
        var entries: Int?
        var packedDigest: Digest?
        var diffID: Digest?
    }

    private func read(
        _ reader: any BlobReader, _ dispatcher: EntryDispatcher, _ sizes: inout Sizes
    ) throws(ArtifactError) {
        let wantedDiffID = layer.diffID?.algorithm ?? (computesDiffID ? .sha256 : nil)
        let algorithm = layer.digest?.algorithm ?? wantedDiffID
        let stream = UnpackedStream(
            name: name, reader: reader, hashing: algorithm, expectedSize: layer.size, limits: limits)
        let compression: Compression
        do throws(ArtifactError) {
            compression = try stream.start()
        } catch {
            stream.close()
            throw error
        }
        // What is not compressed needs one hash, not two.
        let isPlain = compression == .none && (wantedDiffID.map { $0 == algorithm } ?? true)
        if !isPlain, layer.digest == nil { stream.stopHashing() }
        let supply = LayerSupply(
            name: name, layer: layer.index, stream: stream, hashing: isPlain ? nil : wantedDiffID,
            size: layer.size, limits: limits, control: control, progress: progress)
        defer { supply.close() }
        try walk(BlockCursor(supply, name: name), supply, dispatcher, &sizes)
        // The unpacking thread is at its end; from here its stream is this thread's.
        supply.close()
        let packed = try stream.finish()
        sizes.packed = packed.size
        sizes.unpacked = supply.unpackedCount
        sizes.packedDigest = packed.digest
        sizes.diffID = isPlain ? packed.digest : supply.digest()
        if let wanted = layer.digest, let actual = packed.digest, wanted != actual {
            throw .wrongDigest(blob: name, expected: "\(wanted)", actual: "\(actual)")
        }
        if let wanted = layer.diffID, let actual = sizes.diffID, wanted != actual {
            throw .wrongDiffID(blob: name, expected: "\(wanted)", actual: "\(actual)")
        }
    }

    /// Shows the entries of a tar to the analyzers.
    private func walk(
        _ cursor: BlockCursor, _ supply: LayerSupply, _ dispatcher: EntryDispatcher, _ sizes: inout Sizes
    ) throws(ArtifactError) {
        let tar = TarReader(cursor, name: name, limits: limits)
        var entries: Int64 = 0
        while try tar.next() {
            entries += 1
            sizes.entries = Int(entries)
            guard entries <= limits.layerEntries else {
                throw .limitExceeded(
                    blob: name, name: "layerEntries", limit: limits.layerEntries, offset: tar.headerOffset)
            }
            supply.enter(contentStart: cursor.offset, size: tar.remaining)
            if !tar.oddities.isEmpty || tar.unknownType != nil { note(tar, dispatcher) }
            guard tar.unknownType == nil, !tar.rawPath.isEmpty else { continue }
            try dispatcher.visit(tar.entry, rawPath: tar.rawPath, content: tar.content)
        }
        sizes.entries = Int(entries)
        supply.enter(contentStart: cursor.offset, size: .max / 2)
        let rest = try tar.drain()
        if !rest.isZero {
            let text = "\(name): \(rest.count) bytes follow the end of its archive; container runtimes ignore them"
            dispatcher.collector.note(text, makesPartial: false)
        }
    }

    // MARK: - Second readings

    /// Hard links that analyzers want by name, while the content went by under another (ostree, for one, keeps all files
    /// so). Only then is a layer read twice.
    private func readMissedLinks(_ dispatcher: EntryDispatcher) throws(ArtifactError) {
        var missed = dispatcher.collector.takeMissedLinks()
        guard !missed.isEmpty else { return }
        if let reopen {
            try reread(try reopen()) { tar throws(ArtifactError) in
                guard tar.entry.kind == .file, let links = missed.removeValue(forKey: control.hash(tar.rawPath)) else {
                    return
                }
                try revisit(links, tar, dispatcher)
            }
        }
        for link in missed.values.flatMap({ $0 }).sorted(by: { $0.sequence < $1.sequence }) {
            dispatcher.collector.note(
                "not read: it is a hard link to a file that lies elsewhere", path: link.entry.path, makesPartial: true)
        }
    }

    private func revisit(
        _ links: [MissedLink], _ tar: TarReader, _ dispatcher: EntryDispatcher
    ) throws(ArtifactError) {
        if let only = links.first, links.count == 1 { return try dispatcher.revisit(only, content: tar.content) }
        let content = tar.content
        let size = content.remaining
        guard size <= limits.heldFileBytes else {
            for link in links {
                dispatcher.collector.note(
                    "not read, its \(size) bytes exceed the limit of \(limits.heldFileBytes)", path: link.entry.path,
                    makesPartial: true)
            }
            return
        }
        let held = try HeldFile(size: Int(size), spillBytes: limits.spillBytes)
        var done = 0
        while content.remaining > 0 {
            let piece = try content.piece(.max)
            UnsafeMutableRawBufferPointer(rebasing: held.memory[done..<done + piece.count]).copyMemory(from: piece)
            done += piece.count
        }
        for link in links {
            let cursor = BlockCursor(MemorySupply(UnsafeRawBufferPointer(held.memory)), name: name)
            try dispatcher.revisit(link, content: FileContent(cursor, size: size))
        }
    }

    /// Which of some paths the layer holds or removes.
    func probe(_ fingerprints: FingerprintSet, _ reader: any BlobReader) throws(ArtifactError) -> LayerPaths {
        var collector = LayerCollector(
            hash: control.hash, limits: limits, layer: nil, paths: LayerPaths(asking: fingerprints),
            hasWhiteouts: hasWhiteouts)
        try reread(reader) { tar in _ = collector.begin(tar.entry, rawPath: tar.rawPath) }
        return collector.outcome.paths ?? LayerPaths(asking: fingerprints)
    }

    /// Reads the layer again; its digests were checked the first time.
    private func reread(
        _ reader: any BlobReader, _ body: (TarReader) throws(ArtifactError) -> Void
    ) throws(ArtifactError) {
        let stream = UnpackedStream(
            name: name, reader: reader, hashing: nil, expectedSize: layer.size, limits: limits)
        let supply = LayerSupply(
            name: name, layer: layer.index, stream: stream, hashing: nil, size: layer.size, limits: limits,
            control: control, progress: nil)
        supply.countsForImage = false
        defer { supply.close() }
        let tar = TarReader(BlockCursor(supply, name: name), name: name, limits: limits)
        while try tar.next() {
            guard tar.unknownType == nil, !tar.rawPath.isEmpty else { continue }
            try body(tar)
        }
    }

    // MARK: - Notes

    private func note(_ tar: TarReader, _ dispatcher: EntryDispatcher) {
        let path = tar.entry.path
        if tar.oddities.contains(.leftRoot) {
            dispatcher.collector.note(
                "the archive's path climbs above the root; taken as container runtimes do", path: path,
                makesPartial: false)
        }
        if tar.oddities.contains(.linkLeavesRoot) {
            dispatcher.collector.note("the link leads out of the root", path: path, makesPartial: false)
        }
        if tar.oddities.contains(.globalNames) {
            dispatcher.collector.note(
                "a global header names paths or sizes; ignored as container runtimes do", path: path,
                makesPartial: false)
        }
        if let type = tar.unknownType {
            let letter = (0x21...0x7E).contains(type) ? "'\(Character(UnicodeScalar(type)))'" : "\(type)"
            dispatcher.collector.note("entry of unknown type \(letter), not read", path: path, makesPartial: true)
        }
    }
}
