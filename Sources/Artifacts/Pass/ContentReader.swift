/// The content of one file, front to back. Memory it gives lives until the next call.
package protocol ContentReader: AnyObject {
    /// Bytes not read yet.
    var remaining: Int64 { get }
    /// At least one and at most `limit` bytes; only while some remain.
    func piece(_ limit: Int) throws(ArtifactError) -> UnsafeRawBufferPointer
    /// The next `count` bytes without moving, where they lie in one piece of memory.
    func contiguous(_ count: Int) throws(ArtifactError) -> UnsafeRawBufferPointer?
    /// Moves past the hole of a sparse file at the current position; how long it was.
    func passHole() -> Int64
}

extension ContentReader {
    package func passHole() -> Int64 { 0 }
}
