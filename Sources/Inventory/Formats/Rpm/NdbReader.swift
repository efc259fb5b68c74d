/// Reads `Packages.db`, rpm's own database format (ndb) of SUSE's systems: a table of slots of 16 bytes, each pointing to
/// a blob in blocks of 16 bytes; all little-endian.
struct NdbReader {
    private static let pageSize = 4096
    private static let slotSize = 16
    private static let blockSize = 16
    private static let blobHeadSize = 16
    private static let blobTailSize = 12

    private let file: Bytes
    private let slotCount: Int

    init(_ file: Bytes) throws(RpmDatabaseFailure) {
        guard file.hasPrefix("RpmP"), let version = file.littleEndian32(at: 4),
            let pages = file.littleEndian32(at: 12)
        else { throw RpmDatabaseFailure(what: "no package database of rpm (ndb)", offset: 0) }
        guard version == 0 else {
            throw RpmDatabaseFailure(what: "version \(version) of rpm's ndb format is not known", offset: 4)
        }
        let tableSize = Int(pages).multipliedReportingOverflow(by: Self.pageSize)
        guard pages > 0, !tableSize.overflow, tableSize.partialValue <= file.count else {
            throw RpmDatabaseFailure(what: "the table of \(pages) pages is larger than the file", offset: 12)
        }
        self.file = file
        slotCount = tableSize.partialValue / Self.slotSize
    }

    /// Calls `body` with each header blob; `failed` with what could not be read.
    func forEachBlob(_ body: (Bytes) -> Void, failed: (RpmDatabaseFailure) -> Void) {
        // The first two slots are the header of the file.
        for slot in 2..<max(slotCount, 2) {
            let start = slot * Self.slotSize
            guard file.slice(start, start + 4).equals("Slot") else {
                failed(RpmDatabaseFailure(what: "a slot without its mark", offset: start))
                return
            }
            guard let package = file.littleEndian32(at: start + 4), let block = file.littleEndian32(at: start + 8),
                let count = file.littleEndian32(at: start + 12)
            else { return }
            // A free slot.
            if block == 0 { continue }
            guard let blob = blob(of: package, block: Int(block), blocks: Int(count)) else {
                failed(RpmDatabaseFailure(what: "package \(package) has no blob", offset: start))
                continue
            }
            body(blob)
        }
    }

    private func blob(of package: UInt32, block: Int, blocks: Int) -> Bytes? {
        let start = block * Self.blockSize
        let size = blocks * Self.blockSize
        guard let space = file.exactly(start, count: size), space.hasPrefix("BlbS"),
            package != 0, space.littleEndian32(at: 4) == package, let length = space.littleEndian32(at: 12),
            Int(length) <= size - Self.blobHeadSize - Self.blobTailSize,
            // Checksum, length once more, and a mark end the last block.
            space.littleEndian32(at: size - 8) == length, space.slice(size - 4, size).equals("BlbE")
        else { return nil }
        return space.exactly(Self.blobHeadSize, count: Int(length))
    }
}
