import Artifacts
import Findings
import Network

/// Something other than an image that a registry keeps: one blob under a tag (an advisory database, say).
/// Source: OCI image specification 1.1, "Guidelines for artifact usage".
public struct RegistryArtifact: Sendable, Hashable {
    /// What it is, as `artifactType` of the manifest.
    public var type: String
    public var blob: [UInt8]
    public var blobType: MediaType
    public var annotations: [String: String]

    public init(type: String, blob: [UInt8], blobType: MediaType, annotations: [String: String] = [:]) {
        self.type = type
        self.blob = blob
        self.blobType = blobType
        self.annotations = annotations
    }
}

extension RegistryClient {
    /// Stores an artifact under the tag of `reference`.
    /// - Returns: the digest of its manifest.
    @discardableResult
    public func push(_ artifact: RegistryArtifact, to reference: ImageReference) async throws(RegistryError) -> Digest {
        let empty = Array("{}".utf8)
        try await upload(empty, to: reference.repository)
        try await upload(artifact.blob, to: reference.repository)
        let manifest = Self.manifest(of: artifact, config: empty)
        let type = MediaType.ociManifest
        let response = try await send(
            .put, reference.repository, "/v2/\(reference.repository.name)/manifests/\(reference.target)",
            scope: .push(reference.repository), headers: ["Content-Type": type.rawValue], body: .bytes(manifest))
        guard response.isSuccess else { throw await failure(response, "\(reference)", reference.repository) }
        return Digest.of(manifest)
    }

    /// Fetches the only blob of an artifact, its digest verified.
    ///
    /// - Parameter type: what its manifest must say it is.
    /// - Throws: `RegistryError.malformed` where the reference holds something else.
    public func pullArtifact(
        _ reference: ImageReference, type: String, limit: Int64
    ) async throws(RegistryError) -> [UInt8] {
        let stored = try await manifest(reference)
        let document: ImageManifest
        do throws(ArtifactError) {
            guard
                case .manifest(let manifest) = try ManifestDocument(
                    decoding: stored.bytes, name: "manifest of \(reference)", limits: options.limits)
            else { throw .malformedDocument(name: "\(reference)", reason: "it is an index, not an artifact") }
            document = manifest
        } catch {
            throw .artifact(error)
        }
        guard let layer = document.layers.first, document.layers.count == 1, layer.mediaType.rawValue == type else {
            throw .malformed("\(reference)", reason: "it holds no \(type)")
        }
        return try await blob(layer, of: reference.repository, limit: limit)
    }

    /// Uploads a blob in one piece unless the registry has it.
    private func upload(_ bytes: [UInt8], to repository: Repository) async throws(RegistryError) {
        let digest = Digest.of(bytes)
        let what = "blob \(digest) of \(repository)"
        let known = try await send(
            .head, repository, "/v2/\(repository.name)/blobs/\(digest)", scope: .push(repository))
        if known.isSuccess { return }
        let start = try await send(
            .post, repository, "/v2/\(repository.name)/blobs/uploads/", scope: .push(repository))
        guard start.isSuccess else { throw await failure(start, what, repository) }
        guard let location = start.headers["Location"] else {
            throw .malformed(what, reason: "the registry does not say where to upload to")
        }
        let target: HTTPURL
        do throws(NetworkError) {
            target = try start.url.resolving(location).adding(query: "digest", "\(digest)")
        } catch {
            throw RegistryError(error)
        }
        let done = try await send(
            Request(
                .put, target, headers: ["Content-Type": "application/octet-stream"], body: .bytes(bytes),
                mayRepeat: false), repository, scope: .push(repository))
        guard done.isSuccess else { throw await failure(done, what, repository) }
    }

    private static func manifest(of artifact: RegistryArtifact, config: [UInt8]) -> [UInt8] {
        var text =
            #"{"schemaVersion":2,"mediaType":"\#(MediaType.ociManifest)","artifactType":\#(quoted(artifact.type)),"#
        text += #""config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"\#(Digest.of(config))","#
        text += #""size":\#(config.count)},"layers":[{"mediaType":\#(quoted(artifact.blobType.rawValue)),"#
        text += #""digest":"\#(Digest.of(artifact.blob))","size":\#(artifact.blob.count)}]"#
        if !artifact.annotations.isEmpty {
            let pairs = artifact.annotations.sorted { $0.key < $1.key }.map { "\(quoted($0.key)):\(quoted($0.value))" }
            text += #","annotations":{\#(pairs.joined(separator: ","))}"#
        }
        return Array((text + "}").utf8)
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\u{0}"..<"\u{20}":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
