import Findings

/// An image of a docker-archive: what `docker save`, `podman save` and skopeo write (Docker image specification 1.2,
/// "Combined Image JSON + Filesystem Changeset Format").
struct DockerArchive: ImageSource {
    let image: ImageDescription
    private let files: any ImageFiles

    init(_ files: any ImageFiles, tag: String?, options: OpenOptions) throws(ArtifactError) {
        self.files = files
        image = try DockerArchiveReader(files: files, options: options).image(tag)
    }

    func openLayer(_ layer: ImageLayer) throws(ArtifactError) -> any BlobReader {
        guard let member = layer.member, let blob = try files.open(member) else {
            throw .missingBlob(name: layer.name, artifact: files.name)
        }
        return blob.reader
    }
}

/// Finds an image in `manifest.json`.
struct DockerArchiveReader {
    let files: any ImageFiles
    let options: OpenOptions

    private struct Item: Decodable {
        var Config: String
        var RepoTags: [String]?
        var Layers: [String]?
    }

    func image(_ tag: String?) throws(ArtifactError) -> ImageDescription {
        let limits = options.limits
        let name = "\(ArchiveShape.manifest) of \(files.name)"
        guard let bytes = try files.document(ArchiveShape.manifest, limits: limits) else {
            throw .missingBlob(name: ArchiveShape.manifest, artifact: files.name)
        }
        let items = try JSONDocument.decode([Item].self, from: bytes, name: name, limits: limits)
        let item = try choose(items, tag)
        let members = item.Layers ?? []
        guard members.count <= limits.layers else {
            throw .limitExceeded(
                blob: name, name: "layers", limit: Int64(limits.layers), offset: Int64(members.count))
        }
        let document = "image configuration \(item.Config) of \(files.name)"
        guard let config = try files.document(item.Config, limits: limits) else {
            throw .missingBlob(name: document, artifact: files.name)
        }
        let configuration = try ImageConfiguration(decoding: config, name: document, limits: limits)
        if let wanted = options.platform { try configuration.require(wanted) }
        let diffIDs = configuration.diffIDs
        guard diffIDs.isEmpty || diffIDs.count == members.count else {
            throw .malformedDocument(
                name: document, reason: "it names \(diffIDs.count) layers, \(ArchiveShape.manifest) \(members.count)")
        }
        let steps = configuration.steps(forLayers: members.count)
        let layers = members.enumerated().map { index, member in
            ImageLayer(
                index: index, diffID: diffIDs.isEmpty ? nil : diffIDs[index], size: files.size(member),
                createdBy: steps[index]?.createdBy, created: steps[index]?.created, member: member)
        }
        return ImageDescription(
            reference: item.RepoTags?.first { tag.map($0.isReference) ?? true } ?? item.RepoTags?.first,
            configDigest: Digest.of(config), configuration: configuration, layers: layers)
    }

    private func choose(_ items: [Item], _ tag: String?) throws(ArtifactError) -> Item {
        let available = items.flatMap { $0.RepoTags ?? [$0.Config] }
        if let tag {
            let item = items.first { item in
                item.RepoTags?.contains { $0.isReference(tag) } ?? false || item.Config.contains(tag.hexOfDigest)
            }
            guard let item else { throw .noSuchImage(wanted: "\(tag) in \(files.name)", available: available) }
            return item
        }
        guard let first = items.first else { throw .noSuchImage(wanted: "in \(files.name)", available: []) }
        guard items.count == 1 || items.allSatisfy({ $0.Config == first.Config }) else {
            throw .noSuchImage(
                wanted: "in \(files.name) without a name; add :NAME to choose", available: available)
        }
        return first
    }
}

extension String {
    /// Whether a user means this name by a full name, a name without registry, or a tag alone.
    fileprivate func isReference(_ wanted: String) -> Bool {
        self == wanted || hasSuffix(":\(wanted)") || hasSuffix("/\(wanted)") || self == "\(wanted):latest"
            || hasSuffix("/\(wanted):latest")
    }

    /// `sha256:` is no part of the names of members.
    fileprivate var hexOfDigest: String {
        guard let digest = Digest(self) else { return "sha256:\(self)" }
        return digest.hex
    }
}
