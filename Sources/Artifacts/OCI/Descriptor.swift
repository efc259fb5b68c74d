/// A pointer to a blob, with what is known of it before it is fetched.
public struct Descriptor: Sendable, Hashable {
    public var mediaType: MediaType
    public var digest: Digest
    /// Bytes.
    public var size: Int64
    public var urls: [String]
    public var annotations: [String: String]
    public var platform: Platform?

    public init(
        mediaType: MediaType, digest: Digest, size: Int64, urls: [String] = [], annotations: [String: String] = [:],
        platform: Platform? = nil
    ) {
        self.mediaType = mediaType
        self.digest = digest
        self.size = size
        self.urls = urls
        self.annotations = annotations
        self.platform = platform
    }

    /// The name or tag an OCI layout gives the image.
    public var referenceName: String? {
        annotations["org.opencontainers.image.ref.name"] ?? annotations["io.containerd.image.name"]
    }

    /// BuildKit stores provenance and SBOM beside the images of an index, for the platform unknown/unknown.
    public var isAttestation: Bool {
        annotations["vnd.docker.reference.type"] == "attestation-manifest"
            || (platform?.os == "unknown" && platform?.architecture == "unknown")
    }
}

extension Descriptor: Decodable {
    private enum Keys: String, CodingKey { case mediaType, digest, size, urls, annotations, platform }
    private enum PlatformKeys: String, CodingKey { case os, architecture, variant }

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Keys.self)
        mediaType = try fields.decodeIfPresent(MediaType.self, forKey: .mediaType) ?? MediaType("")
        digest = try fields.decode(Digest.self, forKey: .digest)
        size = try fields.decode(Int64.self, forKey: .size)
        guard size >= 0 else {
            throw DecodingError.dataCorruptedError(forKey: .size, in: fields, debugDescription: "negative size \(size)")
        }
        urls = try fields.decodeIfPresent([String].self, forKey: .urls) ?? []
        annotations = try fields.decodeIfPresent([String: String].self, forKey: .annotations) ?? [:]
        platform = nil
        if fields.contains(.platform), try !fields.decodeNil(forKey: .platform) {
            let parts = try fields.nestedContainer(keyedBy: PlatformKeys.self, forKey: .platform)
            platform = Platform(
                os: try parts.decodeIfPresent(String.self, forKey: .os) ?? "",
                architecture: try parts.decodeIfPresent(String.self, forKey: .architecture) ?? "",
                variant: try parts.decodeIfPresent(String.self, forKey: .variant))
        }
    }
}
