/// The bytes of one blob, pulled in order. Used by one thread at a time.
///
/// The pass reads from threads of its own, never from Swift's pool, so `read` may block (on a file, on the network).
public protocol BlobReader: AnyObject, Sendable {
    /// Fills the buffer as far as is possible without waiting for ever; 0 means the end.
    /// Any count from 1 to the buffer's is fine otherwise.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ArtifactError) -> Int

    /// Called once, when no more will be read, also after an error or half-way. Wakes a `read` that waits.
    func close()
}

/// An image with its blobs at hand: a layout folder, an archive, a registry, a daemon.
public protocol ImageSource: Sendable {
    var image: ImageDescription { get }

    /// The stored (packed) bytes of a layer. May be called several times for one layer, from any thread.
    /// The pass itself checks size and digest of what comes.
    func openLayer(_ layer: ImageLayer) throws(ArtifactError) -> any BlobReader
}
