/// A run of stored bytes in a file with holes.
struct SparsePiece: Sendable, Hashable {
    var offset: Int64
    var size: Int64
}

/// Where the stored bytes of a sparse file belong; what lies between is zero.
struct SparseMap: Sendable, Hashable {
    static let tooManyPieces = "the sparse map has more pieces than Limits.sparsePieces"

    let pieces: [SparsePiece]
    let size: Int64

    /// - Parameter stored: bytes the archive holds of the file.
    /// - Returns: nil where pieces overlap, go backwards, leave the file or do not add up.
    init?(pieces: [SparsePiece], size: Int64, stored: Int64) {
        var end: Int64 = 0
        var total: Int64 = 0
        for piece in pieces {
            guard piece.size >= 0, piece.offset >= end else { return nil }
            let (next, overflow) = piece.offset.addingReportingOverflow(piece.size)
            guard !overflow, next <= size else { return nil }
            end = next
            // Pieces do not overlap, so their sum is at most `size`.
            total += piece.size
        }
        guard total == stored, size >= 0 else { return nil }
        self.pieces = pieces.filter { $0.size > 0 }
        self.size = size
    }
}

/// The content of a sparse file, holes filled with zeros.
final class SparseContent: ContentReader {
    private let map: SparseMap
    private let stored: any ContentReader
    private var index = 0
    private var position: Int64 = 0

    init(_ map: SparseMap, stored: any ContentReader) {
        self.map = map
        self.stored = stored
    }

    var remaining: Int64 { map.size - position }

    func piece(_ limit: Int) throws(ArtifactError) -> UnsafeRawBufferPointer {
        while index < map.pieces.count, position >= map.pieces[index].offset + map.pieces[index].size { index += 1 }
        guard index < map.pieces.count else { return zeros(min(Int64(limit), remaining)) }
        let piece = map.pieces[index]
        if position < piece.offset { return zeros(min(Int64(limit), piece.offset - position)) }
        let left = piece.offset + piece.size - position
        let bytes = try stored.piece(Int(min(Int64(limit), left)))
        position += Int64(bytes.count)
        return bytes
    }

    /// Holes may be longer than any disk; who streams a file does not want them in full.
    func passHole() -> Int64 {
        let end = index < map.pieces.count ? map.pieces[index].offset : map.size
        let hole = max(0, end - position)
        position += hole
        return hole
    }

    func contiguous(_ count: Int) throws(ArtifactError) -> UnsafeRawBufferPointer? { nil }

    private func zeros(_ count: Int64) -> UnsafeRawBufferPointer {
        let given = min(Int(clamping: count), ZeroPage.size)
        position += Int64(given)
        return ZeroPage.bytes(given)
    }
}

/// Zeros to point at.
private enum ZeroPage {
    static let size = 4096
    // Written nowhere after it is made.
    nonisolated(unsafe) private static let page: UnsafeMutableRawBufferPointer = {
        let page = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 64)
        page.initializeMemory(as: UInt8.self, repeating: 0)
        return page
    }()

    static func bytes(_ count: Int) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: page[..<count]) }
}
