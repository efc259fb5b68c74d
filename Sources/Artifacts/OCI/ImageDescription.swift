import Findings

/// One layer of an image, before it is read.
public struct ImageLayer: Sendable, Hashable {
    /// 0 is the lowest.
    public var index: Int
    /// Of the stored bytes; a docker-archive does not say.
    public var digest: Digest?
    /// Of the unpacked tar.
    public var diffID: Digest?
    public var mediaType: MediaType?
    /// Stored bytes.
    public var size: Int64?
    /// The history line that made it.
    public var createdBy: String?
    public var created: String?
    /// Where its source keeps it, if not under its digest: a member of an archive.
    public var member: String?
    public var urls: [String]

    public init(
        index: Int, digest: Digest? = nil, diffID: Digest? = nil, mediaType: MediaType? = nil, size: Int64? = nil,
        createdBy: String? = nil, created: String? = nil, member: String? = nil, urls: [String] = []
    ) {
        self.index = index
        self.digest = digest
        self.diffID = diffID
        self.mediaType = mediaType
        self.size = size
        self.createdBy = createdBy
        self.created = created
        self.member = member
        self.urls = urls
    }

    public var reference: LayerReference {
        LayerReference(
            index: index, digest: digest?.description, diffID: diffID?.description, createdBy: createdBy)
    }

    /// For messages.
    public var name: String {
        if let digest { return "layer \(index) (\(digest))" }
        if let member { return "layer \(index) (\(member))" }
        return "layer \(index)"
    }

    /// Why the layer cannot be read, if so.
    var reasonToSkip: String? {
        guard let mediaType else { return nil }
        if mediaType.isForeignLayer { return "it is a foreign layer, kept elsewhere by its publisher" }
        if mediaType.isEncrypted { return "it is encrypted" }
        if !mediaType.isLayer, !mediaType.rawValue.isEmpty { return "its type \(mediaType) is no file system" }
        return nil
    }
}

/// All that is known of an image before its layers are read.
public struct ImageDescription: Sendable, Hashable {
    /// Name or tag, where the source tells.
    public var reference: String?
    /// A docker-archive has none.
    public var manifestDigest: Digest?
    /// Of the multi-platform index it was picked from.
    public var indexDigest: Digest?
    /// What Docker calls the image id.
    public var configDigest: Digest?
    public var configuration: ImageConfiguration
    public var layers: [ImageLayer]
    public var annotations: [String: String]
    public var notes: [ScanNote]

    public init(
        reference: String? = nil, manifestDigest: Digest? = nil, indexDigest: Digest? = nil,
        configDigest: Digest? = nil, configuration: ImageConfiguration, layers: [ImageLayer],
        annotations: [String: String] = [:], notes: [ScanNote] = []
    ) {
        self.reference = reference
        self.manifestDigest = manifestDigest
        self.indexDigest = indexDigest
        self.configDigest = configDigest
        self.configuration = configuration
        self.layers = layers
        self.annotations = annotations
        self.notes = notes
    }

    /// Puts manifest and configuration together: each layer gets its diff id and history line.
    ///
    /// - Throws: `ArtifactError.malformedDocument` where the two disagree about the number of layers, `.unsupported` where
    ///   the manifest is not of an image.
    public init(
        manifest: ImageManifest, manifestDigest: Digest?, configuration: ImageConfiguration, reference: String? = nil,
        indexDigest: Digest? = nil, notes: [ScanNote] = []
    ) throws(ArtifactError) {
        try manifest.requireImage(name: reference ?? manifestDigest.map { "\($0)" } ?? "the artifact")
        let diffIDs = configuration.diffIDs
        guard diffIDs.isEmpty || diffIDs.count == manifest.layers.count else {
            throw .malformedDocument(
                name: "image configuration \(manifest.config.digest)",
                reason: "it names \(diffIDs.count) layers, its manifest \(manifest.layers.count)")
        }
        let steps = configuration.steps(forLayers: manifest.layers.count)
        let layers = manifest.layers.enumerated().map { index, descriptor in
            ImageLayer(
                index: index, digest: descriptor.digest, diffID: diffIDs.isEmpty ? nil : diffIDs[index],
                mediaType: descriptor.mediaType, size: descriptor.size, createdBy: steps[index]?.createdBy,
                created: steps[index]?.created, urls: descriptor.urls)
        }
        self.init(
            reference: reference, manifestDigest: manifestDigest, indexDigest: indexDigest,
            configDigest: manifest.config.digest, configuration: configuration, layers: layers,
            annotations: manifest.annotations, notes: notes)
    }

    /// As reports show it.
    public var facts: ImageFacts {
        ImageFacts(
            reference: reference, created: configuration.created, architecture: configuration.platform.architecture,
            platformOS: configuration.platform.os, user: configuration.user, entrypoint: configuration.entrypoint,
            command: configuration.command, exposedPorts: configuration.exposedPorts,
            environment: configuration.environment, workingDirectory: configuration.workingDirectory,
            labels: configuration.labels,
            layers: layers.map {
                LayerSummary(reference: $0.reference, mediaType: $0.mediaType?.rawValue, packedSize: $0.size)
            },
            history: configuration.history.map { $0.createdBy ?? $0.comment ?? "" })
    }
}
