/// What a blob of an image is (OCI image specification, "Media Types"; Docker image manifest version 2, schema 2).
public struct MediaType: Sendable, Hashable, Codable, RawRepresentable, CustomStringConvertible {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
    public init(_ text: String) { rawValue = text }

    public init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(String.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    public var description: String { rawValue }

    public static let ociIndex = MediaType("application/vnd.oci.image.index.v1+json")
    public static let ociManifest = MediaType("application/vnd.oci.image.manifest.v1+json")
    public static let ociConfig = MediaType("application/vnd.oci.image.config.v1+json")
    public static let ociLayer = MediaType("application/vnd.oci.image.layer.v1.tar")
    public static let ociLayerGzip = MediaType("application/vnd.oci.image.layer.v1.tar+gzip")
    public static let ociLayerZstd = MediaType("application/vnd.oci.image.layer.v1.tar+zstd")
    public static let dockerManifestList = MediaType("application/vnd.docker.distribution.manifest.list.v2+json")
    public static let dockerManifest = MediaType("application/vnd.docker.distribution.manifest.v2+json")
    public static let dockerConfig = MediaType("application/vnd.docker.container.image.v1+json")
    public static let dockerLayer = MediaType("application/vnd.docker.image.rootfs.diff.tar")
    public static let dockerLayerGzip = MediaType("application/vnd.docker.image.rootfs.diff.tar.gzip")
    public static let dockerManifestSchema1 = MediaType("application/vnd.docker.distribution.manifest.v1+json")
    public static let dockerManifestSchema1Signed = MediaType(
        "application/vnd.docker.distribution.manifest.v1+prettyjws")

    /// What a registry is asked for when the kind of a manifest is not known yet.
    public static let manifests: [MediaType] = [.ociIndex, .ociManifest, .dockerManifestList, .dockerManifest]

    public var isIndex: Bool { self == .ociIndex || self == .dockerManifestList }
    public var isManifest: Bool { self == .ociManifest || self == .dockerManifest }
    public var isImageConfig: Bool { self == .ociConfig || self == .dockerConfig }
    public var isSchema1: Bool { self == .dockerManifestSchema1 || self == .dockerManifestSchema1Signed }

    /// A layer that must be fetched from elsewhere and that registries do not hold.
    public var isForeignLayer: Bool {
        rawValue.hasPrefix("application/vnd.docker.image.rootfs.foreign.diff.tar")
            || rawValue.hasPrefix("application/vnd.oci.image.layer.nondistributable.v1.tar")
    }

    /// A tar of a file system; how it is compressed is told by its first bytes, not by this.
    public var isLayer: Bool {
        isForeignLayer || rawValue.hasPrefix("application/vnd.oci.image.layer.v1.tar")
            || rawValue.hasPrefix("application/vnd.docker.image.rootfs.diff.tar")
    }

    /// A layer whose content only a holder of the key can read.
    public var isEncrypted: Bool { rawValue.hasSuffix("+encrypted") }
}
