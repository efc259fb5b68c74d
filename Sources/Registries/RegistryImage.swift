import Artifacts
import Findings
import Network

/// An image in a registry: manifest and configuration are here, layers stream when they are asked for and touch no disk.
public struct RegistryImage: ImageSource {
    public let image: ImageDescription
    public let reference: ImageReference
    let client: RegistryClient

    public func openLayer(_ layer: ImageLayer) throws(ArtifactError) -> any BlobReader {
        guard let digest = layer.digest else {
            throw .missingBlob(name: layer.name, artifact: "\(reference)")
        }
        // One byte more than there should be is enough for the pass to notice; the limit only bounds nonsense.
        let limit = (layer.size ?? client.options.limits.unpackedLayerBytes).addingReportingOverflow(1 << 20)
        let descriptor = Descriptor(mediaType: layer.mediaType ?? .ociLayer, digest: digest, size: layer.size ?? 0)
        let blob = client.stream(
            descriptor, of: reference.repository, limit: limit.overflow ? .max : limit.partialValue)
        return FetchedBlob(name: "\(layer.name) of \(reference.repository)") { try await blob.next() }
    }
}

extension RegistryClient {
    /// Finds an image, choosing among platforms, and fetches its manifest and configuration.
    ///
    /// - Parameter platform: as the user asked; nil stands for this machine's, or the only one there is.
    public func openImage(
        _ reference: ImageReference, platform: Platform? = nil
    ) async throws(RegistryError) -> RegistryImage {
        var stored = try await manifest(reference)
        var indexDigest: Digest?
        var notes: [ScanNote] = []
        var depth = 0
        while true {
            let name = indexDigest == nil ? "\(reference)" : "\(reference.with(digest: stored.digest))"
            switch try document(stored, name) {
            case .manifest(let manifest):
                let configuration = try await configuration(manifest, reference)
                do throws(ArtifactError) {
                    let image = try ImageDescription(
                        manifest: manifest, manifestDigest: stored.digest, configuration: configuration,
                        reference: "\(reference)", indexDigest: indexDigest, notes: notes)
                    return RegistryImage(image: image, reference: reference, client: self)
                } catch {
                    throw .artifact(error)
                }
            case .index(let index):
                depth += 1
                guard depth <= options.limits.indexDepth else {
                    throw .malformed(name, reason: "more than \(options.limits.indexDepth) indexes in one another")
                }
                indexDigest = indexDigest ?? stored.digest
                let chosen: (manifest: Descriptor, note: ScanNote?)
                do throws(ArtifactError) { chosen = try index.select(platform) } catch { throw .artifact(error) }
                if let note = chosen.note { notes.append(note) }
                stored = try await manifest(reference.with(digest: chosen.manifest.digest))
            }
        }
    }

    private func document(_ stored: StoredManifest, _ name: String) throws(RegistryError) -> ManifestDocument {
        do throws(ArtifactError) {
            if stored.mediaType.isSchema1 {
                throw ArtifactError.unsupported(
                    what: "the image manifest of schema 1 (\(name))", advice: "push the image again with a current tool"
                )
            }
            return try ManifestDocument(decoding: stored.bytes, name: "manifest of \(name)", limits: options.limits)
        } catch {
            throw .artifact(error)
        }
    }

    private func configuration(
        _ manifest: ImageManifest, _ reference: ImageReference
    ) async throws(RegistryError) -> ImageConfiguration {
        let bytes = try await blob(manifest.config, of: reference.repository, limit: options.limits.documentBytes)
        do throws(ArtifactError) {
            return try ImageConfiguration(
                decoding: bytes, name: "configuration of \(reference)", limits: options.limits)
        } catch {
            throw .artifact(error)
        }
    }
}

/// Brings an asynchronous transfer to a thread that reads: a task of its own fills a bounded pipe, and waits while it is
/// full, so the server waits too.
final class FetchedBlob: BlobReader {
    /// Bytes that may wait for the reader.
    static let capacity = 1 << 20

    private let pipe = ChunkPipe(capacity: FetchedBlob.capacity)
    private let transfer: Task<Void, Never>

    /// - Parameter name: what errors call it.
    init(name: String, _ pull: @escaping @Sendable () async throws -> Chunk?) {
        transfer = Task { [pipe] in
            do {
                while let chunk = try await pull() {
                    guard await pipe.send(chunk.bytes) else { return }
                }
                pipe.finish()
            } catch {
                pipe.finish(throwing: RegistryError(error).artifactError(name))
            }
        }
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ArtifactError) -> Int {
        try pipe.read(into: buffer)
    }

    func close() {
        pipe.close()
        transfer.cancel()
    }
}
