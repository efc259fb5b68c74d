/// The files of a tar archive, one after the other; links, folders and devices are passed over.
///
/// Sources: POSIX.1-2017 pax, "ustar Interchange Format" and "pax Extended Header"; GNU tar manual, "Basic Tar Format".
struct TarReader {
    private let source: BufferedReader
    private let limits: FeedLimits
    private var entries = 0

    /// Bytes that the records before a file (long name, pax) may have.
    private static let extensionLimit: Int64 = 1 << 20

    struct File {
        var path: String
        var size: Int64
        var modified: Int64
    }

    init(_ source: BufferedReader, limits: FeedLimits) {
        self.source = source
        self.limits = limits
    }

    static func isHeader(_ block: ArraySlice<UInt8>) -> Bool {
        block.count == 512 && checksum(of: Array(block)) == octal(Array(block), 148..<156)
    }

    /// The next file with its bytes; nil at the end. A file larger than the limit is passed over: `bytes` is nil.
    mutating func next() throws(FeedProblem) -> (file: File, bytes: [UInt8]?)? {
        var longName: String?
        var longSize: Int64?
        while true {
            let block = Array(try source.peek(512))
            if block.isEmpty { return nil }
            guard block.count == 512 else { throw FeedProblem("the tar header is cut short") }
            try source.skip(512)
            if block.allSatisfy({ $0 == 0 }) { return nil }
            guard Self.checksum(of: block) == Self.octal(block, 148..<156) else {
                throw FeedProblem("the checksum of a tar header is wrong")
            }
            entries += 1
            guard entries <= limits.entries else { throw FeedProblem("it holds more than \(limits.entries) entries") }
            guard let size = longSize ?? Self.number(block, 124..<136), size >= 0 else {
                throw FeedProblem("the size in a tar header is no number")
            }
            let padding = (512 - size % 512) % 512
            switch block[156] {
            case UInt8(ascii: "x"), UInt8(ascii: "L"):
                guard size <= Self.extensionLimit else { throw FeedProblem("a tar extension header is too large") }
                let content = try source.read(Int(size))
                try source.skip(padding)
                if block[156] == UInt8(ascii: "L") {
                    longName = String(decoding: content.prefix { $0 != 0 }, as: UTF8.self)
                } else {
                    for (key, value) in try Self.paxRecords(content) {
                        if key == "path" { longName = value }
                        if key == "size" { longSize = Int64(value) }
                    }
                }
            case UInt8(ascii: "0"), 0, UInt8(ascii: "7"):
                let file = File(
                    path: longName ?? Self.name(block), size: size, modified: Self.number(block, 136..<148) ?? 0)
                guard size <= Int64(limits.document) else {
                    try source.skip(size)
                    try source.skip(padding)
                    return (file, nil)
                }
                let bytes = try source.read(Int(size))
                try source.skip(padding)
                return (file, bytes)
            default:
                try source.skip(size)
                try source.skip(padding)
                longName = nil
                longSize = nil
            }
        }
    }

    private static func name(_ block: [UInt8]) -> String {
        let name = String(decoding: block[0..<100].prefix { $0 != 0 }, as: UTF8.self)
        guard block[257..<262].elementsEqual("ustar".utf8), block[345] != 0 else { return name }
        return String(decoding: block[345..<500].prefix { $0 != 0 }, as: UTF8.self) + "/" + name
    }

    private static func checksum(of block: [UInt8]) -> Int64 {
        var sum: Int64 = 8 * 32
        for index in 0..<148 { sum += Int64(block[index]) }
        for index in 156..<512 { sum += Int64(block[index]) }
        return sum
    }

    private static func octal(_ block: [UInt8], _ range: Range<Int>) -> Int64? {
        var value: Int64 = 0
        var digits = 0
        for byte in block[range] {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "7"):
                value = value << 3 | Int64(byte - UInt8(ascii: "0"))
                digits += 1
            case 0, 32: if digits > 0 { return value }
            default: return nil
            }
        }
        return digits > 0 ? value : nil
    }

    /// Octal, or base 256 where the first bit is set (GNU).
    private static func number(_ block: [UInt8], _ range: Range<Int>) -> Int64? {
        guard block[range.lowerBound] & 0x80 != 0 else { return octal(block, range) }
        guard block[range.dropLast(8)].dropFirst().allSatisfy({ $0 == 0 }), block[range.upperBound - 8] < 0x80 else {
            return nil
        }
        return block[range.suffix(8)].reduce(0) { $0 << 8 | Int64($1) }
    }

    private static func paxRecords(_ bytes: [UInt8]) throws(FeedProblem) -> [(String, String)] {
        var records: [(String, String)] = []
        var offset = 0
        while offset < bytes.count {
            guard let space = bytes[offset...].firstIndex(of: 32),
                let length = Int(String(decoding: bytes[offset..<space], as: UTF8.self)), length > space - offset + 1,
                length <= bytes.count - offset
            else { throw FeedProblem("a pax header is malformed") }
            let record = bytes[(space + 1)..<(offset + length - 1)]
            if let equals = record.firstIndex(of: UInt8(ascii: "=")) {
                records.append(
                    (
                        String(decoding: record[..<equals], as: UTF8.self),
                        String(decoding: record[(equals + 1)...], as: UTF8.self)
                    ))
            }
            offset += length
        }
        return records
    }
}
