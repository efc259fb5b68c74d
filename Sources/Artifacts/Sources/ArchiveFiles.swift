/// The members of an uncompressed tar that can be read at any place, indexed by one pass over its headers.
struct ArchiveFiles: ImageFiles {
    private enum Member: Sendable {
        case range(Range<Int64>)
        case link(String)
    }

    let name: String
    private let file: OpenFile
    private var members: [String: Member] = [:]

    /// Members kept by name; more than any image archive has.
    private static let memberLimit = 1 << 17
    private static let linkDepth = 8

    /// - Parameter name: for messages.
    /// - Throws: what `TarReader` throws.
    init(_ file: OpenFile, name: String, limits: Limits) throws(ArtifactError) {
        self.name = name
        self.file = file
        let size = try file.status().size
        let supply = FileSupply(file, range: 0..<size, blockSize: 16 << 10)
        let cursor = BlockCursor(supply, name: name)
        var open = limits
        // The size of the archive bounds its members.
        open.unpackedLayerBytes = .max
        let tar = TarReader(cursor, name: name, limits: open)
        var count: Int64 = 0
        while try tar.next() {
            count += 1
            guard count <= limits.layerEntries else {
                throw .limitExceeded(
                    blob: name, name: "layerEntries", limit: limits.layerEntries, offset: tar.headerOffset)
            }
            let path = tar.entry.path
            let start = cursor.offset
            switch tar.entry.kind {
            case .file:
                guard tar.sparse == nil, tar.unknownType == nil else { continue }
                guard start + tar.remaining <= size else {
                    throw .truncated(blob: name, offset: size, reason: "the member \(path) is cut off")
                }
                keep(path, .range(start..<start + tar.remaining))
            case .symbolicLink(let target): keep(path, .link(Self.resolve(target, from: path)))
            case .hardLink(let target): keep(path, .link(target))
            default: break
            }
        }
    }

    private mutating func keep(_ path: String, _ member: Member) {
        // The last of one name wins, as if the archive were unpacked.
        guard members.count < Self.memberLimit || members[path] != nil || ArchiveShape.isMark(path) else { return }
        members[path] = member
    }

    /// Old versions of docker save link layers that several images share.
    static func resolve(_ target: String, from path: String) -> String {
        guard !target.hasPrefix("/") else { return String(target.drop { $0 == "/" }) }
        var parts = path.split(separator: "/").dropLast().map(String.init)
        for part in target.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
        }
        return parts.joined(separator: "/")
    }

    private func range(_ path: String) -> Range<Int64>? {
        var path = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
        for _ in 0..<Self.linkDepth {
            switch members[path] {
            case .range(let range): return range
            case .link(let target): path = target
            case nil: return nil
            }
        }
        return nil
    }

    func contains(_ path: String) -> Bool { range(path) != nil }

    func size(_ path: String) -> Int64? { range(path).map { Int64($0.count) } }

    func document(_ path: String, limits: Limits) throws(ArtifactError) -> [UInt8]? {
        guard let range = range(path) else { return nil }
        guard Int64(range.count) <= limits.documentBytes else {
            throw .limitExceeded(
                blob: "\(path) in \(name)", name: "documentBytes", limit: limits.documentBytes,
                offset: limits.documentBytes)
        }
        var bytes = [UInt8](repeating: 0, count: range.count)
        var failure: ArtifactError?
        let count = bytes.withUnsafeMutableBytes { buffer in
            do throws(ArtifactError) {
                return try file.read(into: buffer, at: range.lowerBound)
            } catch {
                failure = error
                return 0
            }
        }
        if let failure { throw failure }
        return Array(bytes.prefix(count))
    }

    func open(_ path: String) throws(ArtifactError) -> (reader: any BlobReader, size: Int64)? {
        guard let range = range(path) else { return nil }
        return (FileReader(file, range: range), Int64(range.count))
    }
}
