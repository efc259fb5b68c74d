import Findings

/// An image of an OCI layout (OCI image layout specification), in a folder or an archive.
struct LayoutImage: ImageSource {
    let image: ImageDescription
    private let files: any ImageFiles

    /// - Parameter tag: name, tag or digest among several images.
    init(_ files: any ImageFiles, tag: String?, options: OpenOptions) throws(ArtifactError) {
        self.files = files
        image = try LayoutReader(files: files, options: options).image(tag)
    }

    func openLayer(_ layer: ImageLayer) throws(ArtifactError) -> any BlobReader {
        guard let digest = layer.digest, let blob = try files.open(digest.layoutPath) else {
            throw .missingBlob(name: layer.name, artifact: files.name)
        }
        return blob.reader
    }
}

/// Finds an image's documents in a layout and holds each against its digest.
struct LayoutReader {
    let files: any ImageFiles
    let options: OpenOptions

    func image(_ tag: String?) throws(ArtifactError) -> ImageDescription {
        let limits = options.limits
        let name = "\(ArchiveShape.index) of \(files.name)"
        guard let bytes = try files.document(ArchiveShape.index, limits: limits) else {
            throw .missingBlob(name: ArchiveShape.index, artifact: files.name)
        }
        let index = try ImageIndex(decoding: bytes, name: name, limits: limits)
        var (descriptor, notes) = try choose(index, tag)
        let reference = descriptor.annotations["io.containerd.image.name"] ?? descriptor.referenceName
        var indexDigest: Digest?
        for _ in 0...max(0, limits.indexDepth) {
            let document = "manifest \(descriptor.digest) of \(files.name)"
            let bytes = try blob(descriptor.digest, size: descriptor.size, name: document)
            switch try ManifestDocument(decoding: bytes, name: document, limits: limits) {
            case .index(let inner):
                indexDigest = indexDigest ?? descriptor.digest
                let chosen = try inner.select(options.platform)
                notes += chosen.note.map { [$0] } ?? []
                descriptor = chosen.manifest
            case .manifest(let manifest):
                return try describe(manifest, descriptor, reference, indexDigest, notes)
            }
        }
        throw .limitExceeded(blob: files.name, name: "indexDepth", limit: Int64(limits.indexDepth), offset: 0)
    }

    private func describe(
        _ manifest: ImageManifest, _ descriptor: Descriptor, _ reference: String?, _ indexDigest: Digest?,
        _ notes: [ScanNote]
    ) throws(ArtifactError) -> ImageDescription {
        try manifest.requireImage(name: files.name)
        let name = "image configuration \(manifest.config.digest) of \(files.name)"
        let bytes = try blob(manifest.config.digest, size: manifest.config.size, name: name)
        let configuration = try ImageConfiguration(decoding: bytes, name: name, limits: options.limits)
        if let wanted = options.platform, indexDigest == nil, descriptor.platform == nil {
            try configuration.require(wanted)
        }
        return try ImageDescription(
            manifest: manifest, manifestDigest: descriptor.digest, configuration: configuration, reference: reference,
            indexDigest: indexDigest, notes: notes)
    }

    /// The image that the user named, or the only one there is.
    private func choose(_ index: ImageIndex, _ tag: String?) throws(ArtifactError) -> (Descriptor, [ScanNote]) {
        var images = index.manifests.filter { !$0.isAttestation }
        let available = images.map { $0.referenceName ?? "\($0.digest)" }
        if let tag {
            images = images.filter { $0.isNamed(tag) }
            guard !images.isEmpty else { throw .noSuchImage(wanted: "\(tag) in \(files.name)", available: available) }
        }
        guard let first = images.first else { throw .noSuchImage(wanted: "in \(files.name)", available: []) }
        if images.allSatisfy({ $0.digest == first.digest }) { return (first, []) }
        guard images.allSatisfy({ $0.platform != nil }) else {
            throw .noSuchImage(
                wanted: "in \(files.name) without a name; add :NAME or @DIGEST to choose", available: available)
        }
        let chosen = try ImageIndex(manifests: images).select(options.platform)
        return (chosen.manifest, chosen.note.map { [$0] } ?? [])
    }

    /// A document under its digest.
    private func blob(_ digest: Digest, size: Int64, name: String) throws(ArtifactError) -> [UInt8] {
        guard let bytes = try files.document(digest.layoutPath, limits: options.limits) else {
            throw .missingBlob(name: name, artifact: files.name)
        }
        guard Int64(bytes.count) == size else {
            throw .wrongSize(blob: name, expected: size, actual: Int64(bytes.count))
        }
        let actual = Digest.of(bytes, digest.algorithm)
        guard actual == digest else { throw .wrongDigest(blob: name, expected: "\(digest)", actual: "\(actual)") }
        return bytes
    }
}

extension ImageIndex {
    fileprivate init(manifests: [Descriptor]) {
        mediaType = nil
        self.manifests = manifests
        annotations = [:]
    }
}

extension Descriptor {
    /// Whether a user means this one by a tag, a full name or a digest.
    fileprivate func isNamed(_ wanted: String) -> Bool {
        if "\(digest)" == wanted || digest.hex == wanted { return true }
        let names = [
            annotations["org.opencontainers.image.ref.name"], annotations["io.containerd.image.name"],
        ].compactMap { $0 }
        return names.contains { $0 == wanted || $0.hasSuffix(":\(wanted)") || $0.hasSuffix("/\(wanted)") }
    }
}

extension ImageManifest {
    /// Other things than images lie in registries too: charts, signatures, policies.
    ///
    /// - Throws: `ArtifactError.unsupported` where nothing in it is a file system.
    public func requireImage(name: String) throws(ArtifactError) {
        let isConfigured = config.mediaType.isImageConfig || config.mediaType.rawValue.isEmpty
        let holdsLayer = layers.contains { $0.mediaType.isLayer || $0.mediaType.isEncrypted }
        // An image without layers is empty, yet an image.
        guard !holdsLayer, !(isConfigured && layers.isEmpty) else { return }
        guard !isConfigured || !layers.allSatisfy({ $0.mediaType.rawValue.isEmpty }) else { return }
        let type = artifactType ?? (isConfigured ? layers.first?.mediaType : config.mediaType)
        throw .unsupported(
            what: "\(name) is no container image but an artifact of type \(type.map { "\($0)" } ?? "unknown"), which",
            advice: "name an image")
    }
}

extension ImageConfiguration {
    /// - Throws: `ArtifactError.noSuchPlatform` where the only image there is is for another platform.
    func require(_ wanted: Platform) throws(ArtifactError) {
        guard !platform.architecture.isEmpty, platform.fitness(for: wanted) == nil else { return }
        throw .noSuchPlatform(wanted: "\(wanted)", available: ["\(platform)"])
    }
}
