import Artifacts
import Network

/// A manifest or index as a registry keeps it, with its digest verified.
public struct StoredManifest: Sendable, Hashable {
    public var bytes: [UInt8]
    public var digest: Digest
    /// As the registry names it.
    public var mediaType: MediaType

    public var descriptor: Descriptor {
        Descriptor(mediaType: mediaType, digest: digest, size: Int64(bytes.count))
    }
}

extension RegistryClient {
    /// The manifest or index of that tag or digest.
    /// - Throws: `notFound`, `unauthorized`, `wrongDigest`, …
    public func manifest(_ reference: ImageReference) async throws(RegistryError) -> StoredManifest {
        let what = "\(reference)"
        let response = try await send(
            .get, reference.repository, "/v2/\(reference.repository.name)/manifests/\(reference.target)",
            scope: .pull(reference.repository), headers: ["Accept": Self.acceptedManifests])
        guard response.isSuccess else { throw await failure(response, what, reference.repository) }
        let bytes = try await collect(response, limit: options.limits.documentBytes, what)
        if let wanted = reference.digest { try verify(bytes, wanted, what) }
        if let told = response.headers["Docker-Content-Digest"].flatMap({ Digest($0) }) {
            try verify(bytes, told, what)
        }
        let type = response.headers["Content-Type"].map { String($0.prefix { $0 != ";" }) } ?? ""
        return StoredManifest(
            bytes: bytes, digest: reference.digest ?? Digest.of(bytes), mediaType: MediaType(type))
    }

    /// The descriptor of a manifest without its content; nil if there is none of that tag or digest.
    public func resolve(_ reference: ImageReference) async throws(RegistryError) -> Descriptor? {
        let response = try await send(
            .head, reference.repository, "/v2/\(reference.repository.name)/manifests/\(reference.target)",
            scope: .pull(reference.repository), headers: ["Accept": Self.acceptedManifests])
        if response.status == 404 { return nil }
        guard response.isSuccess else { throw await failure(response, "\(reference)", reference.repository) }
        guard let digest = reference.digest ?? response.headers["Docker-Content-Digest"].flatMap({ Digest($0) }) else {
            // Old registries do not tell; the content does.
            return try await manifest(reference).descriptor
        }
        let type = response.headers["Content-Type"].map { String($0.prefix { $0 != ";" }) } ?? ""
        return Descriptor(mediaType: MediaType(type), digest: digest, size: response.headers.contentLength ?? 0)
    }

    /// A small blob, its digest and size verified.
    public func blob(
        _ descriptor: Descriptor, of repository: Repository, limit: Int64
    ) async throws(RegistryError) -> [UInt8] {
        let what = "blob \(descriptor.digest) of \(repository)"
        guard descriptor.size <= limit else { throw .tooLarge(what, limit: limit) }
        var bytes: [UInt8] = []
        do {
            let body = stream(descriptor, of: repository, limit: limit)
            while let chunk = try await body.next() { chunk.withUnsafeBytes { bytes.append(contentsOf: $0) } }
        } catch NetworkError.tooLarge(_, let limit) {
            throw .tooLarge(what, limit: limit)
        } catch {
            throw RegistryError(error)
        }
        try verify(bytes, descriptor.digest, what)
        return bytes
    }

    /// The bytes of a blob as they come, over broken connections; they are not verified.
    func stream(_ descriptor: Descriptor, of repository: Repository, limit: Int64) -> StreamedBlob {
        StreamedBlob(client: self, repository: repository, digest: descriptor.digest, limit: limit)
    }

    func verify(_ bytes: [UInt8], _ expected: Digest, _ what: String) throws(RegistryError) {
        let actual = Digest.of(bytes, expected.algorithm)
        guard actual == expected else {
            throw .wrongDigest(what, expected: "\(expected)", actual: "\(actual)")
        }
    }

    static let acceptedManifests = MediaType.manifests.map(\.rawValue).joined(separator: ", ")
}

/// The bytes of one blob, pulled; asks for the address when the first are wanted. For one reader at a time.
final class StreamedBlob: Sendable {
    private let body: Deferred

    init(client: RegistryClient, repository: Repository, digest: Digest, limit: Int64) {
        body = Deferred {
            let path = "/v2/\(repository.name)/blobs/\(digest)"
            let url = try await client.url(repository, path)
            return ResumableBody(client: client.network, url: url, limit: limit, isContentAddressed: true) { headers in
                let response = try await client.send(
                    Request(.get, url, headers: headers), repository, scope: .pull(repository))
                switch response.status {
                case 200...299, 416: return response
                case let status where RetryPolicy.isTransient(status: status): return response
                default: throw await client.failure(response, "blob \(digest) of \(repository)", repository)
                }
            }
        }
    }

    func next() async throws -> Chunk? { try await body.value.next() }

    private actor Deferred {
        private let make: @Sendable () async throws -> ResumableBody
        private var made: ResumableBody?

        init(_ make: @escaping @Sendable () async throws -> ResumableBody) { self.make = make }

        var value: ResumableBody {
            get async throws {
                if let made { return made }
                let body = try await make()
                made = body
                return body
            }
        }
    }
}
