/// A package header as rpm's databases hold it: counts of entries and of bytes, the index of tags, the data they point
/// to, all big-endian (rpm's "header structure", format version 3 and later, without the magic of package files).
struct RpmHeader {
    /// Why a header could not be read; `offset` counts from the start of the header.
    struct Malformed: Error, CustomStringConvertible {
        var what: String
        var offset: Int

        var description: String { "malformed rpm header at byte \(offset): \(what)" }
    }

    enum Tag: UInt32 {
        case name = 1000
        case version = 1001
        case release = 1002
        case epoch = 1003
        case installTime = 1008
        case vendor = 1011
        case licence = 1014
        case url = 1020
        case architecture = 1022
        case oldFileNames = 1027
        case sourcePackage = 1044
        case provideName = 1047
        case requireName = 1049
        case directoryIndexes = 1116
        case baseNames = 1117
        case directoryNames = 1118
        case modularityLabel = 5096
    }

    private struct Item {
        var type: UInt32
        var offset: Int
        var count: Int
    }

    /// rpm itself refuses more (`HEADER_TAGS_MAX`, `HEADER_DATA_MAX`).
    private static let entryLimit = 0xFFFF
    private static let dataLimit = 0x0FFF_FFFF

    private let data: Bytes
    private let items: [UInt32: Item]

    init(_ blob: Bytes) throws(Malformed) {
        guard let entries = blob.bigEndian32(at: 0), let size = blob.bigEndian32(at: 4) else {
            throw Malformed(what: "shorter than its preamble of 8 bytes", offset: 0)
        }
        guard entries <= Self.entryLimit, size <= Self.dataLimit else {
            throw Malformed(what: "\(entries) entries and \(size) bytes are more than rpm allows", offset: 0)
        }
        let indexSize = Int(entries) * 16
        guard let data = blob.exactly(8 + indexSize, count: Int(size)) else {
            throw Malformed(what: "announces \(8 + indexSize + Int(size)) bytes, has \(blob.count)", offset: 4)
        }
        var items: [UInt32: Item] = [:]
        for index in 0..<Int(entries) {
            let start = 8 + index * 16
            guard let tag = blob.bigEndian32(at: start), Tag(rawValue: tag) != nil,
                let type = blob.bigEndian32(at: start + 4), let offset = blob.bigEndian32(at: start + 8),
                let count = blob.bigEndian32(at: start + 12)
            else { continue }
            guard offset <= size else {
                throw Malformed(what: "tag \(tag) points to byte \(offset) of \(size)", offset: start + 8)
            }
            // A tag that stands twice: the first counts.
            if items[tag] == nil { items[tag] = Item(type: type, offset: Int(offset), count: Int(count)) }
        }
        self.data = data
        self.items = items
    }

    /// The text of a tag; of a list or translated text the first.
    func text(_ tag: Tag) -> String? {
        var first: String?
        forEachText(tag, limit: 1) { first = $0.string }
        return first.flatMap { $0.isEmpty || $0 == "(none)" ? nil : $0 }
    }

    func number(_ tag: Tag) -> UInt32? {
        guard let item = items[tag.rawValue], item.type == int32, item.count > 0 else { return nil }
        return data.bigEndian32(at: item.offset)
    }

    /// Calls `body` with each number of a tag, at most as many as there are bytes for.
    func forEachNumber(_ tag: Tag, _ body: (UInt32) -> Void) {
        guard let item = items[tag.rawValue], item.type == int32 else { return }
        for index in 0..<min(item.count, (data.count - item.offset) / 4) {
            if let number = data.bigEndian32(at: item.offset + index * 4) { body(number) }
        }
    }

    /// Calls `body` with each text of a tag.
    func forEachText(_ tag: Tag, limit: Int = .max, _ body: (Bytes) -> Void) {
        guard let item = items[tag.rawValue], item.type == string || item.type == stringList || item.type == translated
        else { return }
        var position = item.offset
        for _ in 0..<min(item.type == string ? 1 : item.count, limit) {
            guard let end = data.firstIndex(of: 0, from: position) else { return }
            body(data.slice(position, end))
            position = end + 1
        }
    }

    /// Types of the data.
    private let int32: UInt32 = 4
    private let string: UInt32 = 6
    private let stringList: UInt32 = 8
    private let translated: UInt32 = 9
}
