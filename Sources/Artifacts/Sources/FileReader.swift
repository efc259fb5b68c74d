import Synchronization

/// A range of an open file as a blob. Several may share one file.
final class FileReader: BlobReader {
    private let file: OpenFile
    private let position: Atomic<Int64>
    private let end: Int64

    init(_ file: OpenFile, range: Range<Int64>) {
        self.file = file
        position = Atomic(range.lowerBound)
        end = range.upperBound
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ArtifactError) -> Int {
        let start = position.load(ordering: .relaxed)
        let count = Int(min(Int64(buffer.count), max(0, end - start)))
        guard count > 0 else { return 0 }
        let read = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]), at: start)
        position.store(start + Int64(read), ordering: .relaxed)
        return read
    }

    // The file closes itself when nobody needs it any more.
    func close() {}
}

/// Standard input, or a pipe, read to its end.
final class PipeReader: BlobReader {
    private let file: OpenFile

    init(_ file: OpenFile) { self.file = file }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ArtifactError) -> Int { try file.read(into: buffer) }

    func close() {}
}

/// Blocks of a file, which can be passed over without reading.
final class FileSupply: BlockSupply {
    private let file: OpenFile
    private let end: Int64
    private var position: Int64
    private let block: UnsafeMutableRawBufferPointer
    /// Of all bytes read so far, which then must be all there are.
    var hash: BlobHash?

    /// - Parameter blockSize: a multiple of 512.
    init(_ file: OpenFile, range: Range<Int64>, blockSize: Int) {
        self.file = file
        position = range.lowerBound
        end = range.upperBound
        block = .allocate(byteCount: blockSize, alignment: 4096)
    }

    deinit { block.deallocate() }

    func nextBlock() throws(ArtifactError) -> UnsafeRawBufferPointer? {
        let wanted = Int(min(Int64(block.count), max(0, end - position)))
        guard wanted > 0 else { return nil }
        let count = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: block[..<wanted]), at: position)
        position += Int64(count)
        let bytes = UnsafeRawBufferPointer(rebasing: block[..<count])
        hash?.update(bytes)
        return count == 0 ? nil : bytes
    }

    func skip(_ count: Int64) -> Int64 {
        guard hash == nil else { return 0 }
        let skipped = max(0, min(count, end - position))
        position += skipped
        return skipped
    }
}

/// The content of one file on disk.
final class FileContent: ContentReader {
    private let cursor: BlockCursor
    private(set) var remaining: Int64

    init(_ cursor: BlockCursor, size: Int64) {
        self.cursor = cursor
        remaining = size
    }

    func piece(_ limit: Int) throws(ArtifactError) -> UnsafeRawBufferPointer {
        let bytes = try cursor.piece(Int(min(Int64(limit), remaining)))
        remaining -= Int64(bytes.count)
        return bytes
    }

    func contiguous(_ count: Int) throws(ArtifactError) -> UnsafeRawBufferPointer? { try cursor.contiguous(count) }
}
