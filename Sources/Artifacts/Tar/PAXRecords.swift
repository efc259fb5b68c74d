/// What the extended headers say about one entry (POSIX.1-2017 pax, "pax Extended Header"; GNU tar manual, "Storing
/// Sparse Files").
struct PAXRecords {
    var path: [UInt8]?
    var linkPath: [UInt8]?
    var size: Int64?
    var modified: Int64?
    var userID: Int64?
    var groupID: Int64?

    var sparseName: [UInt8]?
    var sparseSize: Int64?
    var sparseMajor: Int64?
    var sparsePieces: [SparsePiece] = []
    /// An offset of format 0.0 that waits for its length.
    var pendingSparseOffset: Int64?
    var isSparse = false

    /// Why the records cannot be read.
    struct Malformed: Error {
        var reason: String
    }

    /// Adds the records of one extended header: `LENGTH KEY=VALUE\n`, the length counting itself.
    mutating func add(_ bytes: UnsafeRawBufferPointer, sparseLimit: Int) throws(Malformed) {
        var start = 0
        while start < bytes.count {
            // Some archivers pad with NULs.
            if bytes[start] == 0 {
                guard bytes[start...].allSatisfy({ $0 == 0 }) else { throw Malformed(reason: "a record is malformed") }
                return
            }
            var index = start
            var length = 0
            while index < bytes.count, let digit = Self.digit(bytes[index]) {
                length = length * 10 + digit
                guard length <= bytes.count else { throw Malformed(reason: "a record is longer than its header") }
                index += 1
            }
            guard index > start, index < bytes.count, bytes[index] == 0x20, length <= bytes.count - start,
                start + length > index + 1, bytes[start + length - 1] == 0x0A
            else { throw Malformed(reason: "the length of a record is wrong") }
            let record = UnsafeRawBufferPointer(rebasing: bytes[index + 1..<start + length - 1])
            guard let equals = record.firstIndex(of: 0x3D) else { throw Malformed(reason: "a record has no =") }
            try set(
                String(decoding: record[..<equals], as: UTF8.self),
                UnsafeRawBufferPointer(rebasing: record[(equals + 1)...]), sparseLimit)
            start += length
        }
    }

    private mutating func set(
        _ key: String, _ value: UnsafeRawBufferPointer, _ sparseLimit: Int
    ) throws(Malformed) {
        // An empty value takes back what a global header said.
        switch key {
        case "path": path = try Self.name(value, key)
        case "linkpath": linkPath = try Self.name(value, key)
        case "size": size = try value.isEmpty ? nil : Self.number(value, key)
        case "mtime": modified = Self.seconds(value)
        case "uid": userID = Self.whole(value)
        case "gid": groupID = Self.whole(value)
        case "GNU.sparse.name": sparseName = try Self.name(value, key)
        case "GNU.sparse.size", "GNU.sparse.realsize":
            sparseSize = try Self.number(value, key)
            isSparse = true
        case "GNU.sparse.major": sparseMajor = try Self.number(value, key)
        case "GNU.sparse.minor": _ = try Self.number(value, key)
        case "GNU.sparse.numblocks": isSparse = true
        case "GNU.sparse.offset":
            guard pendingSparseOffset == nil else { throw Malformed(reason: "the sparse map is malformed") }
            pendingSparseOffset = try Self.number(value, key)
        case "GNU.sparse.numbytes":
            guard let offset = pendingSparseOffset else { throw Malformed(reason: "the sparse map is malformed") }
            pendingSparseOffset = nil
            sparsePieces.append(SparsePiece(offset: offset, size: try Self.number(value, key)))
            guard sparsePieces.count <= sparseLimit else { throw Malformed(reason: SparseMap.tooManyPieces) }
        case "GNU.sparse.map":
            isSparse = true
            var numbers: [Int64] = []
            for part in value.split(separator: 0x2C, omittingEmptySubsequences: false) {
                if value.isEmpty { break }
                numbers.append(try Self.number(UnsafeRawBufferPointer(rebasing: part), key))
                guard numbers.count <= 2 * sparseLimit else { throw Malformed(reason: SparseMap.tooManyPieces) }
            }
            guard numbers.count.isMultiple(of: 2) else { throw Malformed(reason: "the sparse map is malformed") }
            sparsePieces = stride(from: 0, to: numbers.count, by: 2).map {
                SparsePiece(offset: numbers[$0], size: numbers[$0 + 1])
            }
        default: break
        }
    }

    private static func digit(_ byte: UInt8) -> Int? { byte >= 0x30 && byte <= 0x39 ? Int(byte) - 0x30 : nil }

    private static func name(_ value: UnsafeRawBufferPointer, _ key: String) throws(Malformed) -> [UInt8]? {
        guard !value.contains(0) else { throw Malformed(reason: "\(key) holds a NUL") }
        return value.isEmpty ? nil : Array(value)
    }

    private static func whole(_ value: UnsafeRawBufferPointer) -> Int64? {
        guard !value.isEmpty else { return nil }
        var number: Int64 = 0
        for byte in value {
            guard let digit = digit(byte) else { return nil }
            let (product, over) = number.multipliedReportingOverflow(by: 10)
            let (sum, overSum) = product.addingReportingOverflow(Int64(digit))
            guard !over, !overSum else { return nil }
            number = sum
        }
        return number
    }

    private static func number(_ value: UnsafeRawBufferPointer, _ key: String) throws(Malformed) -> Int64 {
        guard let number = whole(value) else { throw Malformed(reason: "\(key) is no number") }
        return number
    }

    /// Seconds before the point; the fraction is of no use here.
    private static func seconds(_ value: UnsafeRawBufferPointer) -> Int64? {
        let isNegative = value.first == 0x2D
        let digits = value.dropFirst(isNegative ? 1 : 0).prefix { $0 != 0x2E }
        return whole(UnsafeRawBufferPointer(rebasing: digits)).map { isNegative ? -$0 : $0 }
    }
}
