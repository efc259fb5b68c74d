/// Reads `Packages`, the Berkeley DB hash file that rpm kept until version 4.16: values that are too long for their page
/// (all headers are) lie in chains of overflow pages.
///
/// The pages are read in order instead of by hash, as every package is wanted anyway.
struct BerkeleyHashReader {
    private static let metaMagic: UInt32 = 0x061561
    private static let hashMetaPage: UInt8 = 8
    private static let hashPages: Set<UInt8> = [2, 13]
    private static let overflowPage: UInt8 = 7
    private static let pageHeaderSize = 26
    private static let inlineItem: UInt8 = 1
    private static let offPageItem: UInt8 = 3
    /// No header that rpm would accept is longer.
    private static let valueLimit = 0x1000_0000

    private let file: Bytes
    private let pageSize: Int
    /// Written on a big-endian machine.
    private let isBigEndian: Bool

    init(_ file: Bytes) throws(RpmDatabaseFailure) {
        guard let magic = file.littleEndian32(at: 12), file.count >= 512 else {
            throw RpmDatabaseFailure(what: "too short for a Berkeley DB", offset: 0)
        }
        if magic == Self.metaMagic {
            isBigEndian = false
        } else if magic == Self.metaMagic.byteSwapped {
            isBigEndian = true
        } else {
            throw RpmDatabaseFailure(what: "no Berkeley DB hash file", offset: 12)
        }
        guard file[24] == 0 else { throw RpmDatabaseFailure(what: "the Berkeley DB is encrypted", offset: 24) }
        guard file[25] == Self.hashMetaPage else {
            throw RpmDatabaseFailure(what: "the first page is no hash meta page", offset: 25)
        }
        let size = (isBigEndian ? file.bigEndian32(at: 20) : file.littleEndian32(at: 20)) ?? 0
        guard size >= 512, size <= 65_536, size & (size - 1) == 0 else {
            throw RpmDatabaseFailure(what: "a page size of \(size)", offset: 20)
        }
        self.file = file
        pageSize = Int(size)
    }

    /// Calls `body` with each value that may be a header; `failed` with what could not be read. Long values are joined
    /// in `scratch`, one at a time.
    func forEachBlob(_ body: (Bytes) -> Void, failed: (RpmDatabaseFailure) -> Void) {
        let pageCount = (file.count + pageSize - 1) / pageSize
        var joined: [UInt8] = []
        // Each overflow page belongs to one value, so all chains together are no longer than the file.
        var pagesLeft = pageCount
        for number in 1..<max(pageCount, 1) {
            let page = file.slice(number * pageSize, (number + 1) * pageSize)
            guard let type = page[25], Self.hashPages.contains(type) else { continue }
            guard let entries = number16(page, 20) else { continue }
            // Keys and values take turns.
            var index = 1
            while index < Int(entries) {
                defer { index += 2 }
                guard let offset = number16(page, Self.pageHeaderSize + index * 2).map(Int.init) else { break }
                let previous = number16(page, Self.pageHeaderSize + (index - 1) * 2).map(Int.init) ?? page.count
                switch page[offset] {
                case Self.inlineItem:
                    // Items lie from the end of the page downward, each up to the one before.
                    let value = page.slice(offset + 1, previous)
                    if value.count > 16 { body(value) }
                case Self.offPageItem:
                    guard let first = number32(page, offset + 4), let length = number32(page, offset + 8) else { break }
                    let start = number * pageSize + offset
                    guard join(Int(first), Int(length), &joined, &pagesLeft) else {
                        failed(RpmDatabaseFailure(what: "a broken chain of overflow pages", offset: start))
                        break
                    }
                    joined.withUnsafeBytes { body(Bytes($0)) }
                default: break
                }
            }
        }
    }

    private func join(_ first: Int, _ length: Int, _ joined: inout [UInt8], _ pagesLeft: inout Int) -> Bool {
        joined.removeAll(keepingCapacity: true)
        guard length <= Self.valueLimit, length <= file.count else { return false }
        joined.reserveCapacity(length)
        var number = first
        while joined.count < length {
            guard number > 0, pagesLeft > 0, number <= file.count / pageSize else { return false }
            pagesLeft -= 1
            let page = file.slice(number * pageSize, (number + 1) * pageSize)
            guard page[25] == Self.overflowPage, let used = number16(page, 22), let next = number32(page, 16),
                let part = page.exactly(Self.pageHeaderSize, count: Int(used))
            else { return false }
            part.slice(0, length - joined.count).withUnsafeBytes { joined.append(contentsOf: $0) }
            number = Int(next)
        }
        return true
    }

    private func number16(_ page: Bytes, _ offset: Int) -> UInt16? {
        page.littleEndian16(at: offset).map { isBigEndian ? $0.byteSwapped : $0 }
    }

    private func number32(_ page: Bytes, _ offset: Int) -> UInt32? {
        page.littleEndian32(at: offset).map { isBigEndian ? $0.byteSwapped : $0 }
    }
}
