import Findings

/// The members of an image archive as they come: documents are kept, layers read.
struct ArchivePass {
    let stream: StreamPass
    let archive: ArchiveStream

    /// Members kept by name.
    private static let memberLimit = 1 << 16
    /// Documents kept, in multiples of `Limits.documentBytes`.
    private static let documentShare: Int64 = 4

    func run(_ cursor: BlockCursor, _ supply: LayerSupply) throws(ArtifactError) -> PassResult {
        var limits = stream.limits
        limits.unpackedLayerBytes = .max
        let tar = TarReader(cursor, name: archive.name, limits: limits)
        let found = StreamedFiles(name: archive.name)
        var layers: [String: (outcome: LayerOutcome, failure: ArtifactError?)] = [:]
        var documentBytes: Int64 = 0
        var count = 0
        while try tar.next() {
            count += 1
            guard count <= Self.memberLimit else {
                throw .unsupported(
                    what: "\(archive.name) with more than \(Self.memberLimit) members",
                    advice: "unpack it and name the folder")
            }
            let path = tar.entry.path
            switch tar.entry.kind {
            case .symbolicLink(let target): found.links[path] = ArchiveFiles.resolve(target, from: path)
            case .hardLink(let target): found.links[path] = target
            case .file:
                guard tar.sparse == nil, tar.unknownType == nil else { continue }
                found.sizes[path] = tar.remaining
                if try Self.isDocument(tar) {
                    guard tar.remaining <= stream.limits.documentBytes,
                        documentBytes + tar.remaining <= Self.documentShare * stream.limits.documentBytes
                    else { continue }
                    documentBytes += tar.remaining
                    found.documents[path] = try Self.bytes(tar)
                } else {
                    layers[path] = try read(path, tar)
                }
            default: break
            }
        }
        _ = try tar.drain()
        return try assemble(found, layers)
    }

    /// JSON, and not by chance the first name of a tar.
    private static func isDocument(_ tar: TarReader) throws(ArtifactError) -> Bool {
        let size = Int(min(tar.remaining, Int64(TarHeader.size)))
        guard size > 0, let head = try tar.contiguous(size) else { return false }
        if size == TarHeader.size, TarHeader(head).hasValidChecksum { return false }
        let first = head.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        return first == 0x7B || first == 0x5B
    }

    private static func bytes(_ tar: TarReader) throws(ArtifactError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(tar.remaining))
        while tar.remaining > 0 { bytes.append(contentsOf: try tar.piece(.max)) }
        return bytes
    }

    /// A member that may be a layer. What it is called in the image is not known yet.
    private func read(
        _ path: String, _ tar: TarReader
    ) throws(ArtifactError) -> (outcome: LayerOutcome, failure: ArtifactError?) {
        let parts = path.split(separator: "/")
        let digest = parts.count == 3 && parts[0] == "blobs" ? Digest("\(parts[1]):\(parts[2])") : nil
        let layer = ImageLayer(index: 0, digest: digest, size: tar.remaining, member: path)
        var pass = LayerPass(
            layer: layer, analyzers: stream.analyzers, limits: stream.limits, control: stream.control, isLowest: false)
        pass.computesDiffID = true
        pass.streamName = "\(path) in \(archive.name)"
        let member = MemberReader(tar)
        let read = pass.run(member)
        // A failure of the archive itself, not of the member, ends the pass.
        if let failure = member.failure { throw failure }
        if read.failure == .cancelled { throw .cancelled }
        return read
    }

    // MARK: - Afterwards

    private func assemble(
        _ files: StreamedFiles, _ layers: [String: (outcome: LayerOutcome, failure: ArtifactError?)]
    ) throws(ArtifactError) -> PassResult {
        let image = try description(files)
        guard image.layers.count <= stream.limits.layers else {
            throw .limitExceeded(
                blob: archive.name, name: "layers", limit: Int64(stream.limits.layers),
                offset: Int64(image.layers.count))
        }
        let pass = ImagePass(
            analyzers: stream.analyzers, limits: stream.limits, control: stream.control, progress: nil)
        var results: [Result<LayerOutcome, ArtifactError>] = []
        for layer in image.layers {
            if let reason = layer.reasonToSkip {
                results.append(.success(.skipped(layer, reason)))
                continue
            }
            let member = files.resolved(layer.member ?? layer.digest?.layoutPath ?? "")
            guard var read = layers[member] else {
                let missing = ArtifactError.missingBlob(name: layer.name, artifact: archive.name)
                results.append(pass.settle((LayerOutcome(), missing), layer))
                continue
            }
            read.failure = read.failure ?? Self.check(layer, read.outcome)
            read.outcome.locate(in: layer.reference)
            results.append(pass.settle(read, layer))
        }
        return try pass.assemble(results, image, nil)
    }

    private func description(_ files: StreamedFiles) throws(ArtifactError) -> ImageDescription {
        let hasIndex = files.contains(ArchiveShape.index)
        if hasIndex, !files.contains(ArchiveShape.manifest) || files.contains(ArchiveShape.layout) {
            return try LayoutReader(files: files, options: archive.options).image(archive.tag)
        }
        guard files.contains(ArchiveShape.manifest) else {
            throw .missingBlob(name: "\(ArchiveShape.manifest) or \(ArchiveShape.index)", artifact: archive.name)
        }
        return try DockerArchiveReader(files: files, options: archive.options).image(archive.tag)
    }

    private static func check(_ layer: ImageLayer, _ outcome: LayerOutcome) -> ArtifactError? {
        if let size = layer.size, let actual = outcome.packedSize, size != actual {
            return .wrongSize(blob: layer.name, expected: size, actual: actual)
        }
        if let wanted = layer.diffID, let actual = outcome.diffID, wanted != actual, wanted.algorithm == .sha256 {
            return .wrongDiffID(blob: layer.name, expected: "\(wanted)", actual: "\(actual)")
        }
        return nil
    }
}

extension LayerOutcome {
    /// Notes get the layer they are of, once it is known.
    fileprivate mutating func locate(in layer: LayerReference) {
        for index in notes.indices { notes[index].location?.layer = layer }
    }
}

/// What a stream of members left behind: documents, links, sizes.
final class StreamedFiles: ImageFiles, @unchecked Sendable {
    let name: String
    // Filled by the one thread that reads the stream, before anybody else sees it.
    var documents: [String: [UInt8]] = [:]
    var links: [String: String] = [:]
    var sizes: [String: Int64] = [:]

    init(name: String) { self.name = name }

    func resolved(_ path: String) -> String {
        var path = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
        for _ in 0..<8 {
            guard let target = links[path], sizes[path] == nil else { return path }
            path = target
        }
        return path
    }

    func contains(_ path: String) -> Bool { sizes[resolved(path)] != nil }

    func document(_ path: String, limits: Limits) throws(ArtifactError) -> [UInt8]? {
        let path = resolved(path)
        if let bytes = documents[path] { return bytes }
        guard let size = sizes[path] else { return nil }
        guard size <= limits.documentBytes else {
            throw .limitExceeded(
                blob: "\(path) in \(name)", name: "documentBytes", limit: limits.documentBytes,
                offset: limits.documentBytes)
        }
        throw .malformedDocument(name: "\(path) in \(name)", reason: "it is not JSON")
    }

    func open(_ path: String) throws(ArtifactError) -> (reader: any BlobReader, size: Int64)? { nil }

    func size(_ path: String) -> Int64? { sizes[resolved(path)] }
}

/// The content of the current member of a stream as a blob.
///
/// Invariant: one thread reads at a time; the stream moves on only after the pass over the member has ended.
private final class MemberReader: BlobReader, @unchecked Sendable {
    private let tar: TarReader
    private(set) var failure: ArtifactError?

    init(_ tar: TarReader) { self.tar = tar }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ArtifactError) -> Int {
        guard tar.remaining > 0 else { return 0 }
        do throws(ArtifactError) {
            let piece = try tar.piece(buffer.count)
            UnsafeMutableRawBufferPointer(rebasing: buffer[..<piece.count]).copyMemory(from: piece)
            return piece.count
        } catch {
            failure = error
            throw error
        }
    }

    func close() {}
}
