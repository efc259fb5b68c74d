/// Reads a tar stream entry by entry, without memory of what went before.
///
/// Understands POSIX ustar and pax, GNU long names, GNU sparse files in all four formats, base-256 numbers. What
/// `rawPath` gives lives until the next call of `next()`.
package final class TarReader: ContentReader {
    /// What is odd but no error, for the notes of the scan.
    struct Oddities: OptionSet {
        let rawValue: UInt8
        /// The path climbed above the root.
        static let leftRoot = Oddities(rawValue: 1)
        /// The link's target does.
        static let linkLeavesRoot = Oddities(rawValue: 2)
        /// A global header names a path, link or size for all entries; container runtimes ignore that, so does this.
        static let globalNames = Oddities(rawValue: 4)
    }

    private let cursor: BlockCursor
    private let name: String
    private let limits: Limits
    private let paths: PathNormaliser
    private let links: PathNormaliser

    /// The zero block that ends an archive was there. Layers may lack it; other archives are then cut off.
    package private(set) var hasEndMark = false
    package private(set) var entry = Entry(path: "")
    /// The normalised path as it is, also where it is not UTF-8.
    private(set) var rawPath = UnsafeRawBufferPointer(start: nil, count: 0)
    private(set) var oddities: Oddities = []
    /// Of an entry of a kind that is not known; such entries are passed over but counted.
    package private(set) var unknownType: UInt8?
    private(set) var sparse: SparseMap?

    /// Stored bytes of the entry that were not read yet.
    package private(set) var remaining: Int64 = 0
    private var padding: Int64 = 0
    /// Owns the bytes of the path of an entry where the header does not hold them whole.
    private var pathStorage: [UInt8] = []
    private var pathCopy: UnsafeMutableRawBufferPointer
    private var global = PAXRecords()
    private(set) var headerOffset: Int64 = 0

    /// - Parameter name: what errors call the stream.
    package init(_ cursor: BlockCursor, name: String, limits: Limits) {
        self.cursor = cursor
        self.name = name
        self.limits = limits
        paths = PathNormaliser(limit: limits.pathBytes)
        links = PathNormaliser(limit: limits.pathBytes)
        pathCopy = .allocate(byteCount: max(512, limits.pathBytes), alignment: 16)
    }

    deinit { pathCopy.deallocate() }

    /// Whether a stream that begins so is a tar archive.
    package static func isHeader(_ head: UnsafeRawBufferPointer) -> Bool {
        head.count >= TarHeader.size && TarHeader(head).hasValidChecksum && !TarHeader(head).isZero
    }

    /// Moves to the next entry; false at the end of the archive.
    package func next() throws(ArtifactError) -> Bool {
        try cursor.skip(remaining)
        try cursor.skipPadding(padding)
        remaining = 0
        padding = 0
        oddities = []
        unknownType = nil
        sparse = nil

        var long = PAXRecords()
        var hasExtended = false
        while true {
            headerOffset = cursor.offset
            guard let block = try cursor.header() else {
                guard !hasExtended else { throw corrupt("the archive ends after an extended header") }
                return false
            }
            let header = TarHeader(block)
            if header.isZero {
                guard !hasExtended else { throw corrupt("the archive ends after an extended header") }
                hasEndMark = true
                // Two zero blocks end an archive; one alone at the very end is forgiven.
                if let second = try cursor.header(), !TarHeader(second).isZero {
                    throw corrupt("a single zero block lies between entries")
                }
                return false
            }
            guard header.hasValidChecksum else { throw corrupt("the header's checksum is wrong") }
            guard let size = header.number(TarHeader.Field.size) else { throw corrupt("the size is no number") }
            switch header.type {
            case 0x78:  // x
                let bytes = try extended(size)
                try records(&long, bytes)
                hasExtended = true
            case 0x67:  // g
                let bytes = try extended(size)
                try takeGlobal(bytes)
            case 0x4C:  // L
                long.path = Self.untilNUL(try extended(size))
                hasExtended = true
            case 0x4B:  // K
                long.linkPath = Self.untilNUL(try extended(size))
                hasExtended = true
            default:
                try take(header, long, size)
                return true
            }
        }
    }

    /// Reads what follows the archive's end.
    func drain() throws(ArtifactError) -> (count: Int64, isZero: Bool) { try cursor.drain() }

    package func piece(_ limit: Int) throws(ArtifactError) -> UnsafeRawBufferPointer {
        let bytes = try cursor.piece(Int(min(Int64(limit), remaining)))
        remaining -= Int64(bytes.count)
        return bytes
    }

    package func contiguous(_ count: Int) throws(ArtifactError) -> UnsafeRawBufferPointer? {
        guard Int64(count) <= remaining else { return nil }
        return try cursor.contiguous(count)
    }

    /// The content as programs would read it, holes included.
    package var content: any ContentReader {
        if let sparse { return SparseContent(sparse, stored: self) }
        return self
    }

    // MARK: - Entries

    private func take(_ header: TarHeader, _ long: PAXRecords, _ headerSize: Int64) throws(ArtifactError) {
        let type = header.type
        var isFolder = type == 0x35
        // Old archivers marked folders by a slash only.
        if type == 0, long.path == nil, header.text(TarHeader.Field.name).last == 0x2F { isFolder = true }

        // The header's block may be recycled once content is read, so everything is taken from it first.
        try takePath(header, long)
        var kind = Entry.Kind.file
        switch type {
        case 0x30, 0, 0x37, 0x53: if isFolder { kind = .folder }
        case 0x31:
            let target = normalised(try link(header, long))
            kind = .hardLink(target: target)
        case 0x32:
            let target = try link(header, long)
            kind = .symbolicLink(target: target.withUnsafeBytes { String(decoding: $0, as: UTF8.self) })
            if leavesRoot(target) { oddities.insert(.linkLeavesRoot) }
        case 0x33: kind = .characterDevice
        case 0x34: kind = .blockDevice
        case 0x35: kind = .folder
        case 0x36: kind = .fifo
        default: unknownType = type
        }
        let hasContent = kind == .file
        // Links, folders and devices have no content, whatever their size says; container runtimes read them so.
        let size = hasContent || unknownType != nil ? long.size ?? headerSize : 0
        guard size <= limits.unpackedLayerBytes else {
            throw .limitExceeded(
                blob: name, name: "unpackedLayerBytes", limit: limits.unpackedLayerBytes, offset: headerOffset)
        }
        remaining = size
        padding = (512 - size % 512) % 512

        let mode = header.number(TarHeader.Field.mode) ?? 0
        entry.kind = kind
        entry.mode = UInt16(truncatingIfNeeded: mode) & 0o7777
        entry.userID = UInt32(
            truncatingIfNeeded: long.userID ?? global.userID ?? header.number(TarHeader.Field.userID) ?? 0)
        entry.groupID = UInt32(
            truncatingIfNeeded: long.groupID ?? global.groupID ?? header.number(TarHeader.Field.groupID) ?? 0)
        entry.modified =
            long.modified ?? global.modified ?? header.number(TarHeader.Field.modified) ?? 0
        entry.size = hasContent ? size : 0
        if type == 0x53 {
            try takeOldSparse(header)
        } else if hasContent, long.isSparse || long.sparseMajor != nil {
            try takeSparse(long)
        }
    }

    private func takePath(_ header: TarHeader, _ long: PAXRecords) throws(ArtifactError) {
        if let given = long.sparseName ?? long.path {
            pathStorage = given
        } else {
            let name = header.text(TarHeader.Field.name)
            if let prefix = header.prefix {
                pathStorage.removeAll(keepingCapacity: true)
                pathStorage.append(contentsOf: prefix)
                pathStorage.append(0x2F)
                pathStorage.append(contentsOf: name)
            } else {
                return try setPath(name)
            }
        }
        var failure: ArtifactError?
        pathStorage.withUnsafeBytes { bytes in
            do throws(ArtifactError) { try setPath(bytes) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    private func setPath(_ raw: UnsafeRawBufferPointer) throws(ArtifactError) {
        guard let result = paths.normalise(raw), result.bytes.count <= pathCopy.count else { throw pathTooLong }
        if result.leftRoot { oddities.insert(.leftRoot) }
        // The header's memory goes away when content is read.
        let target = UnsafeMutableRawBufferPointer(rebasing: pathCopy[..<result.bytes.count])
        target.copyMemory(from: result.bytes)
        rawPath = UnsafeRawBufferPointer(target)
        entry.path = String(decoding: rawPath, as: UTF8.self)
    }

    private func link(_ header: TarHeader, _ long: PAXRecords) throws(ArtifactError) -> [UInt8] {
        let target = long.linkPath ?? Array(header.text(TarHeader.Field.linkName))
        guard target.count <= limits.pathBytes else { throw pathTooLong }
        return target
    }

    private func normalised(_ target: [UInt8]) -> String {
        target.withUnsafeBytes { bytes in
            guard let result = links.normalise(bytes) else { return "" }
            if result.leftRoot { oddities.insert(.linkLeavesRoot) }
            return String(decoding: result.bytes, as: UTF8.self)
        }
    }

    /// Whether a symbolic link, resolved from its own folder, climbs above the root.
    private func leavesRoot(_ target: [UInt8]) -> Bool {
        guard target.first == 0x2E || target.contains(0x2F), target.first != 0x2F else { return false }
        var depth = rawPath.reduce(into: 0) { if $1 == 0x2F { $0 += 1 } }
        for part in target.split(separator: 0x2F) where part.elementsEqual([0x2E]) == false {
            depth += part.elementsEqual([0x2E, 0x2E]) ? -1 : 1
            if depth < 0 { return true }
        }
        return false
    }

    // MARK: - Extended headers

    /// The content of an extended header.
    private func extended(_ size: Int64) throws(ArtifactError) -> [UInt8] {
        guard size <= Int64(limits.tarHeaderBytes) else {
            throw .limitExceeded(
                blob: name, name: "tarHeaderBytes", limit: Int64(limits.tarHeaderBytes), offset: headerOffset)
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(size))
        var left = Int(size)
        while left > 0 {
            let piece = try cursor.piece(left)
            bytes.append(contentsOf: piece)
            left -= piece.count
        }
        try cursor.skip((512 - size % 512) % 512)
        return bytes
    }

    private func records(_ records: inout PAXRecords, _ bytes: [UInt8]) throws(ArtifactError) {
        var failure: PAXRecords.Malformed?
        bytes.withUnsafeBytes { buffer in
            do throws(PAXRecords.Malformed) {
                try records.add(buffer, sparseLimit: limits.sparsePieces)
            } catch { failure = error }
        }
        if let failure { throw malformed(failure) }
    }

    private func takeGlobal(_ bytes: [UInt8]) throws(ArtifactError) {
        var found = global
        try records(&found, bytes)
        if found.path != nil || found.linkPath != nil || found.size != nil { oddities.insert(.globalNames) }
        global = PAXRecords()
        global.modified = found.modified
        global.userID = found.userID
        global.groupID = found.groupID
    }

    // MARK: - Sparse files

    /// Formats 0.0, 0.1 (map in the extended header) and 1.0 (map in front of the content).
    private func takeSparse(_ long: PAXRecords) throws(ArtifactError) {
        guard let size = long.sparseSize else { throw corrupt("a sparse file has no size") }
        var pieces = long.sparsePieces
        if long.sparseMajor == 1 { pieces = try readSparseMap() }
        try setSparse(pieces, size)
    }

    private func setSparse(_ pieces: [SparsePiece], _ size: Int64) throws(ArtifactError) {
        guard let map = SparseMap(pieces: pieces, size: size, stored: remaining) else {
            throw corrupt("the sparse map does not fit the file")
        }
        sparse = map
        entry.size = size
    }

    /// Decimal numbers, one a line, padded to full blocks: how many pieces, then offset and size of each.
    private func readSparseMap() throws(ArtifactError) -> [SparsePiece] {
        var numbers: [Int64] = []
        var wanted = 1
        var value: Int64?
        while true {
            guard remaining >= 512 else { throw corrupt("the sparse map is cut off") }
            var left = 512
            while left > 0 {
                let bytes = try piece(left)
                left -= bytes.count
                for byte in bytes where numbers.count < wanted {
                    if byte == 0x0A {
                        guard let number = value else { throw corrupt("the sparse map is malformed") }
                        value = nil
                        numbers.append(number)
                        guard numbers.count == 1 else { continue }
                        guard number <= Int64(limits.sparsePieces) else { throw sparseLimit }
                        wanted = 1 + 2 * Int(number)
                    } else {
                        let digit = Int64(byte) - 0x30
                        guard (0...9).contains(digit), (value ?? 0) < Int64.max / 10 - 1 else {
                            throw corrupt("the sparse map is malformed")
                        }
                        value = (value ?? 0) * 10 + digit
                    }
                }
            }
            if numbers.count == wanted { break }
        }
        return stride(from: 1, to: numbers.count, by: 2).map {
            SparsePiece(offset: numbers[$0], size: numbers[$0 + 1])
        }
    }

    /// The format of old GNU tar: four pieces in the header, then blocks of 21 while a flag says so.
    private func takeOldSparse(_ header: TarHeader) throws(ArtifactError) {
        guard let size = header.number(483..<495) else { throw corrupt("the size of a sparse file is no number") }
        var pieces: [SparsePiece] = []
        var more = try addOldSparse(&pieces, header, start: 386, count: 4, flag: 482)
        while more {
            guard let block = try cursor.header() else {
                throw .truncated(blob: name, offset: cursor.offset, reason: "a sparse map is cut off")
            }
            more = try addOldSparse(&pieces, TarHeader(block), start: 0, count: 21, flag: 504)
            guard pieces.count <= limits.sparsePieces else { throw sparseLimit }
        }
        try setSparse(pieces, size)
    }

    private func addOldSparse(
        _ pieces: inout [SparsePiece], _ header: TarHeader, start: Int, count: Int, flag: Int
    ) throws(ArtifactError) -> Bool {
        for index in 0..<count {
            let at = start + index * 24
            guard header.bytes[at] != 0 else { break }
            guard let offset = header.number(at..<at + 12), let size = header.number(at + 12..<at + 24) else {
                throw corrupt("the sparse map is malformed")
            }
            pieces.append(SparsePiece(offset: offset, size: size))
        }
        return header.bytes[flag] != 0
    }

    // MARK: - Errors

    private func corrupt(_ reason: String) -> ArtifactError {
        .corruptTar(blob: name, offset: headerOffset, reason: reason)
    }

    private func malformed(_ failure: PAXRecords.Malformed) -> ArtifactError {
        failure.reason == SparseMap.tooManyPieces ? sparseLimit : corrupt("extended header: \(failure.reason)")
    }

    private var sparseLimit: ArtifactError {
        .limitExceeded(blob: name, name: "sparsePieces", limit: Int64(limits.sparsePieces), offset: headerOffset)
    }

    private var pathTooLong: ArtifactError {
        .limitExceeded(blob: name, name: "pathBytes", limit: Int64(limits.pathBytes), offset: headerOffset)
    }

    private static func untilNUL(_ bytes: [UInt8]) -> [UInt8] {
        bytes.firstIndex(of: 0).map { Array(bytes[..<$0]) } ?? bytes
    }
}
