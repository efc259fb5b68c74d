/// Reads a stream of blocks front to back.
///
/// The memory it gives lives until the next call that may move on to another block.
package final class BlockCursor {
    private let supply: any BlockSupply
    private let name: String
    private var block = UnsafeRawBufferPointer(start: nil, count: 0)
    private var position = 0
    private var blockStart: Int64 = 0
    private var isAtEnd = false

    /// - Parameter name: what errors call the stream.
    package init(_ supply: any BlockSupply, name: String) {
        self.supply = supply
        self.name = name
    }

    /// Bytes read so far.
    var offset: Int64 { blockStart + Int64(position) }

    /// Makes sure that the current block has bytes left; false at the end.
    @inline(__always)
    func refill() throws(ArtifactError) -> Bool {
        position < block.count ? true : try nextBlock()
    }

    private func nextBlock() throws(ArtifactError) -> Bool {
        while !isAtEnd {
            blockStart += Int64(block.count)
            position = 0
            block = UnsafeRawBufferPointer(start: nil, count: 0)
            guard let next = try supply.nextBlock() else {
                isAtEnd = true
                return false
            }
            block = next
            if !next.isEmpty { return true }
        }
        return false
    }

    /// The next 512 bytes; nil where the stream ends cleanly before them.
    @inline(__always)
    func header() throws(ArtifactError) -> UnsafeRawBufferPointer? {
        guard try refill() else { return nil }
        guard block.count - position >= TarHeader.size else {
            throw .truncated(
                blob: name, offset: blockStart + Int64(block.count), reason: "a tar header is cut off")
        }
        let start = position
        position += TarHeader.size
        return UnsafeRawBufferPointer(rebasing: block[start..<start + TarHeader.size])
    }

    /// The next `count` bytes where they lie in one piece of memory. Does not move.
    func contiguous(_ count: Int) throws(ArtifactError) -> UnsafeRawBufferPointer? {
        guard try refill(), block.count - position >= count else { return nil }
        return UnsafeRawBufferPointer(rebasing: block[position..<position + count])
    }

    /// At least one and at most `limit` bytes, which must be there.
    func piece(_ limit: Int) throws(ArtifactError) -> UnsafeRawBufferPointer {
        guard try refill() else {
            throw .truncated(blob: name, offset: offset, reason: "the content of a file is cut off")
        }
        let count = min(limit, block.count - position)
        let start = position
        position += count
        return UnsafeRawBufferPointer(rebasing: block[start..<start + count])
    }

    @inline(__always)
    func skip(_ count: Int64) throws(ArtifactError) {
        if count <= Int64(block.count - position) {
            position += Int(count)
        } else {
            try skipBlocks(count)
        }
    }

    private func skipBlocks(_ count: Int64) throws(ArtifactError) {
        var left = count
        let rest = min(left, Int64(block.count - position))
        position += Int(rest)
        left -= rest
        // Blocks go on starting at multiples of 512.
        let passed = left >= Int64(TarHeader.size) ? supply.skip(left / 512 * 512) : 0
        blockStart += passed
        left -= passed
        while left > 0 { left -= Int64(try piece(Int(clamping: left)).count) }
    }

    /// Passes over the zeros behind a file's content. umoci and old Docker end a layer right behind the last content, and
    /// Go's reader, which every container engine uses, takes that: so the stream may end here.
    @inline(__always)
    func skipPadding(_ count: Int64) throws(ArtifactError) {
        if count <= Int64(block.count - position) {
            position += Int(count)
            return
        }
        var left = Int(count)
        while left > 0, try refill() { left -= try piece(left).count }
    }

    /// Reads to the end.
    /// - Returns: how many bytes there were, and whether any was not zero.
    func drain() throws(ArtifactError) -> (count: Int64, isZero: Bool) {
        var count: Int64 = 0
        var isZero = true
        while try refill() {
            let rest = block[position...]
            if isZero { isZero = rest.allSatisfy { $0 == 0 } }
            count += Int64(rest.count)
            position = block.count
        }
        return (count, isZero)
    }
}

/// Blocks of memory that is there already, for documents, tests and fuzzing.
final class MemorySupply: BlockSupply {
    private var rest: UnsafeRawBufferPointer
    private let blockSize: Int

    /// - Parameter blockSize: a multiple of 512.
    init(_ bytes: UnsafeRawBufferPointer, blockSize: Int = .max) {
        rest = bytes
        self.blockSize = blockSize
    }

    func nextBlock() throws(ArtifactError) -> UnsafeRawBufferPointer? {
        guard !rest.isEmpty else { return nil }
        let block = UnsafeRawBufferPointer(rebasing: rest.prefix(blockSize))
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(blockSize))
        return block
    }
}
