/// The parts of one image for one platform (OCI image manifest, Docker image manifest version 2, schema 2).
public struct ImageManifest: Sendable, Hashable {
    public var mediaType: MediaType?
    public var artifactType: MediaType?
    public var config: Descriptor
    public var layers: [Descriptor]
    public var subject: Descriptor?
    public var annotations: [String: String]

    /// - Parameter name: what errors call the document.
    public init(decoding bytes: [UInt8], name: String, limits: Limits = Limits()) throws(ArtifactError) {
        self = try JSONDocument.decode(ImageManifest.self, from: bytes, name: name, limits: limits)
        guard layers.count <= limits.layers else {
            throw .limitExceeded(blob: name, name: "layers", limit: Int64(limits.layers), offset: Int64(layers.count))
        }
    }
}

extension ImageManifest: Decodable {
    private enum Keys: String, CodingKey { case mediaType, artifactType, config, layers, subject, annotations }

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Keys.self)
        mediaType = try fields.decodeIfPresent(MediaType.self, forKey: .mediaType)
        artifactType = try fields.decodeIfPresent(MediaType.self, forKey: .artifactType)
        config = try fields.decode(Descriptor.self, forKey: .config)
        layers = try fields.decodeIfPresent([Descriptor].self, forKey: .layers) ?? []
        subject = try fields.decodeIfPresent(Descriptor.self, forKey: .subject)
        annotations = try fields.decodeIfPresent([String: String].self, forKey: .annotations) ?? [:]
    }
}

/// A document that is an index or a manifest; which one its fields tell, whatever its declared type.
public enum ManifestDocument: Sendable, Hashable {
    case index(ImageIndex)
    case manifest(ImageManifest)

    public init(decoding bytes: [UInt8], name: String, limits: Limits = Limits()) throws(ArtifactError) {
        let shape = try JSONDocument.decode(Shape.self, from: bytes, name: name, limits: limits)
        if shape.schemaVersion == 1 || shape.mediaType?.isSchema1 == true {
            throw .unsupported(
                what: "the image manifest of schema 1 (\(name))", advice: "push the image again with a current tool")
        }
        if shape.hasManifests {
            self = .index(try ImageIndex(decoding: bytes, name: name, limits: limits))
        } else if shape.hasConfig {
            self = .manifest(try ImageManifest(decoding: bytes, name: name, limits: limits))
        } else {
            throw .malformedDocument(name: name, reason: "it has neither manifests nor config")
        }
    }

    private struct Shape: Decodable {
        var schemaVersion: Int?
        var mediaType: MediaType?
        var hasManifests: Bool
        var hasConfig: Bool

        private enum Keys: String, CodingKey { case schemaVersion, mediaType, manifests, config }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            schemaVersion = try? fields.decodeIfPresent(Int.self, forKey: .schemaVersion)
            mediaType = try? fields.decodeIfPresent(MediaType.self, forKey: .mediaType)
            hasManifests = fields.contains(.manifests)
            hasConfig = fields.contains(.config)
        }
    }
}
