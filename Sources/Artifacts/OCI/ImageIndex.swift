import Findings

/// The images of several platforms under one name (OCI image index, Docker manifest list).
public struct ImageIndex: Sendable, Hashable {
    public var mediaType: MediaType?
    public var manifests: [Descriptor]
    public var annotations: [String: String]

    /// - Parameter name: what errors call the document.
    public init(decoding bytes: [UInt8], name: String, limits: Limits = Limits()) throws(ArtifactError) {
        self = try JSONDocument.decode(ImageIndex.self, from: bytes, name: name, limits: limits)
    }

    /// The manifest of an image for a platform.
    ///
    /// - Parameter wanted: as the user asked; nil picks the host's, or the only one there is, which a note tells.
    public func select(_ wanted: Platform?) throws(ArtifactError) -> (manifest: Descriptor, note: ScanNote?) {
        let images = manifests.filter { !$0.isAttestation }
        let platform = wanted ?? .host
        var best: (descriptor: Descriptor, fitness: Int)?
        for descriptor in images {
            guard let fitness = descriptor.platform?.fitness(for: platform) else { continue }
            if fitness > best?.fitness ?? .min { best = (descriptor, fitness) }
        }
        if let best { return (best.descriptor, nil) }
        if images.count == 1, let only = images.first {
            // An entry without platform says nothing against the wanted one: its configuration will tell.
            guard let its = only.platform, !its.architecture.isEmpty else { return (only, nil) }
            if wanted == nil {
                let text = "no image for \(platform): the only one there is, for \(its), was scanned"
                return (only, ScanNote(text, makesPartial: false))
            }
        }
        let available = images.map { $0.platform?.description ?? "\($0.digest)" }
        throw .noSuchPlatform(wanted: platform.description, available: available)
    }
}

extension ImageIndex: Decodable {
    private enum Keys: String, CodingKey { case mediaType, manifests, annotations }

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Keys.self)
        mediaType = try fields.decodeIfPresent(MediaType.self, forKey: .mediaType)
        manifests = try fields.decode([Descriptor].self, forKey: .manifests)
        annotations = try fields.decodeIfPresent([String: String].self, forKey: .annotations) ?? [:]
    }
}
