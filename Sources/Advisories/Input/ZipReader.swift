import CISAL

/// The files of a zip archive in the order of its directory; only one is in memory at a time.
///
/// Source: PKWARE APPNOTE 6.3.10, sections 4.3 to 4.5.
struct ZipReader {
    struct Entry {
        var path: String
        var method: UInt16
        var isEncrypted: Bool
        var packedSize: Int64
        var size: Int64
        var offset: Int64
        var checksum: UInt32
    }

    private let file: FileReader
    private let limits: FeedLimits
    let entries: [Entry]

    /// Bytes that the directory may have.
    private static let directoryLimit: Int64 = 1 << 30

    init(_ file: FileReader, limits: FeedLimits) throws(FeedProblem) {
        self.file = file
        self.limits = limits
        let directory = try Self.findDirectory(file)
        guard directory.size <= Self.directoryLimit, directory.offset >= 0, directory.size >= 0,
            directory.offset <= file.size - directory.size
        else { throw FeedProblem("the directory of the zip file lies outside of it") }
        let bytes = try Self.bytes(of: file, at: directory.offset, count: directory.size)
        entries = try Self.parse(bytes, limits: limits)
        var unpacked: Int64 = 0
        for entry in entries {
            let (sum, overflow) = unpacked.addingReportingOverflow(entry.size)
            guard !overflow, sum <= limits.unpacked else {
                throw FeedProblem("it unpacks to more than \(limits.unpacked) bytes")
            }
            unpacked = sum
        }
    }

    /// The bytes of one file.
    func read(_ entry: Entry) throws(FeedProblem) -> [UInt8] {
        guard !entry.isEncrypted else { throw FeedProblem("it is encrypted") }
        guard entry.size <= Int64(limits.document) else {
            throw FeedProblem("it is larger than \(limits.document) bytes")
        }
        let head = try Self.bytes(of: file, at: entry.offset, count: 30)
        guard head.count == 30, head.integer(0, 4) == 0x0403_4b50 else {
            throw FeedProblem("its header is not where the zip directory says")
        }
        let start = entry.offset + 30 + Int64(head.integer(26, 2)) + Int64(head.integer(28, 2))
        guard start <= file.size, entry.packedSize <= file.size - start else {
            throw FeedProblem("it goes past the end of the zip file")
        }
        let packed = FileReader(partOf: file, from: start, count: entry.packedSize)
        let source: any ByteReader
        switch entry.method {
        case 0: source = packed
        case 8: source = UnpackingReader.deflate(packed)
        default: throw FeedProblem("compression method \(entry.method) of zip is not supported")
        }
        // More than the directory says is not read: a bomb lies about its size.
        let bytes = try BufferedReader(source).rest(atMost: Int(entry.size))
        guard Int64(bytes.count) == entry.size else { throw FeedProblem("its size is not what the zip directory says") }
        let checksum = bytes.withUnsafeBufferPointer { buffer in
            crc32_gzip_refl(0, buffer.baseAddress, UInt64(buffer.count))
        }
        guard checksum == entry.checksum else { throw FeedProblem("its checksum is wrong") }
        return bytes
    }

    private static func bytes(of file: FileReader, at offset: Int64, count: Int64) throws(FeedProblem) -> [UInt8] {
        try BufferedReader(FileReader(partOf: file, from: max(0, offset), count: count)).rest(atMost: Int(count))
    }

    private static func findDirectory(_ file: FileReader) throws(FeedProblem) -> (offset: Int64, size: Int64) {
        let tailSize = min(file.size, 65_557)
        let tail = try bytes(of: file, at: file.size - tailSize, count: tailSize)
        guard tail.count >= 22 else { throw FeedProblem("the zip file is cut short") }
        var position = tail.count - 22
        while tail.integer(position, 4) != 0x0605_4b50 {
            guard position > 0 else { throw FeedProblem("the zip file has no directory") }
            position -= 1
        }
        let size = Int64(tail.integer(position + 12, 4))
        let offset = Int64(tail.integer(position + 16, 4))
        guard offset == 0xffff_ffff || size == 0xffff_ffff || tail.integer(position + 10, 2) == 0xffff else {
            return (offset, size)
        }
        guard position >= 20, tail.integer(position - 20, 4) == 0x0706_4b50 else { return (offset, size) }
        let record = try bytes(
            of: file, at: Int64(clamping: tail.integer(position - 20 + 8, 8)), count: 56)
        guard record.count == 56, record.integer(0, 4) == 0x0606_4b50 else {
            throw FeedProblem("the zip64 directory is not where it should be")
        }
        return (Int64(clamping: record.integer(48, 8)), Int64(clamping: record.integer(40, 8)))
    }

    private static func parse(_ bytes: [UInt8], limits: FeedLimits) throws(FeedProblem) -> [Entry] {
        var entries: [Entry] = []
        var offset = 0
        while offset + 46 <= bytes.count, bytes.integer(offset, 4) == 0x0201_4b50 {
            guard entries.count < limits.entries else {
                throw FeedProblem("it holds more than \(limits.entries) entries")
            }
            let nameLength = Int(bytes.integer(offset + 28, 2))
            let extraLength = Int(bytes.integer(offset + 30, 2))
            let commentLength = Int(bytes.integer(offset + 32, 2))
            let end = offset + 46 + nameLength + extraLength + commentLength
            guard end <= bytes.count else { throw FeedProblem("the zip directory is cut short") }
            let name = bytes[(offset + 46)..<(offset + 46 + nameLength)]
            var entry = Entry(
                path: String(decoding: name, as: UTF8.self), method: UInt16(bytes.integer(offset + 10, 2)),
                isEncrypted: bytes.integer(offset + 8, 2) & 1 != 0, packedSize: Int64(bytes.integer(offset + 20, 4)),
                size: Int64(bytes.integer(offset + 24, 4)), offset: Int64(bytes.integer(offset + 42, 4)),
                checksum: UInt32(bytes.integer(offset + 16, 4)))
            let extra = (offset + 46 + nameLength)..<(offset + 46 + nameLength + extraLength)
            widen(&entry, bytes, extra)
            if !entry.path.hasSuffix("/") { entries.append(entry) }
            offset = end
        }
        return entries
    }

    /// Sizes and offset from the zip64 extra field, where the plain ones are full.
    private static func widen(_ entry: inout Entry, _ bytes: [UInt8], _ extra: Range<Int>) {
        var offset = extra.lowerBound
        while offset + 4 <= extra.upperBound {
            let end = offset + 4 + Int(bytes.integer(offset + 2, 2))
            guard end <= extra.upperBound else { return }
            if bytes.integer(offset, 2) == 1 {
                var field = offset + 4
                func take(_ value: inout Int64) {
                    guard value == 0xffff_ffff, field + 8 <= end else { return }
                    value = Int64(clamping: bytes.integer(field, 8))
                    field += 8
                }
                take(&entry.size)
                take(&entry.packedSize)
                take(&entry.offset)
                return
            }
            offset = end
        }
    }
}

extension [UInt8] {
    /// Little-endian; 0 outside of the bytes.
    fileprivate func integer(_ offset: Int, _ count: Int) -> UInt64 {
        guard offset >= 0, offset + count <= self.count else { return 0 }
        var value: UInt64 = 0
        for index in (0..<count).reversed() { value = value << 8 | UInt64(self[offset + index]) }
        return value
    }
}
