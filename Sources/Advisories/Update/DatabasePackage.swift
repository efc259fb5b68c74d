import CZstd
import Crypto

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A database as one compressed file, for machines without network and for registries.
///
/// It is a zstd stream: a skippable frame with a line of text that names the digest and size of the database, then the
/// database. `zstd -d` unpacks it as well. Source: RFC 8878, section 3.1.2 ("Skippable Frames").
public enum DatabasePackage {
    /// What a registry knows the packed database as.
    public static let artifactType = "application/vnd.drydock.db.v1"
    public static let mediaType = "application/vnd.drydock.db.v1.sqlite+zstd"

    /// Bytes that a database may unpack to.
    public static let sizeLimit: Int64 = 8 << 30

    private static let magic = "drydock-db 1 "

    /// The best that is quick enough: the highest levels take minutes for a database of all distributions.
    private static func level(size: Int) -> Int32 { size < 64 << 20 ? 19 : 9 }

    /// Packs the database at `path` after verifying it.
    public static func pack(_ path: String) throws(AdvisoryError) -> [UInt8] {
        try verify(path)
        let bytes = try read(path)
        let head = "\(magic)sha256:\(TableDigest.hex(SHA256.hash(data: bytes))) \(bytes.count)\n"
        var packed: [UInt8] = []
        for value in [UInt32(0x184d_2a50), UInt32(head.utf8.count)] {
            for shift in [0, 8, 16, 24] { packed.append(UInt8(truncatingIfNeeded: value >> UInt32(shift))) }
        }
        packed += head.utf8
        let frame = [UInt8](unsafeUninitializedCapacity: ZSTD_compressBound(bytes.count)) { buffer, count in
            count = bytes.withUnsafeBytes {
                ZSTD_compress(buffer.baseAddress, buffer.count, $0.baseAddress, $0.count, level(size: bytes.count))
            }
            if ZSTD_isError(count) != 0 { count = 0 }
        }
        guard !frame.isEmpty else { throw .unwritable(path: path, reason: "it cannot be compressed") }
        return packed + frame
    }

    /// `db export`.
    public static func export(_ database: String, to path: String) throws(AdvisoryError) {
        try SystemCall.write(try pack(database), to: path)
    }

    /// `db import`: unpacks, verifies, and puts the database in its place in one step.
    public static func install(packedFile: String, at path: String) throws(AdvisoryError) {
        let reader: FileReader
        do throws(FeedProblem) {
            reader = try FileReader(path: packedFile)
        } catch {
            throw .unreadable(path: packedFile, reason: error.description)
        }
        try install(reader, name: packedFile, at: path)
    }

    /// Installs what a registry holds.
    /// - Parameter name: where the bytes come from, for messages.
    public static func install(packed: [UInt8], name: String, at path: String) throws(AdvisoryError) {
        try install(MemoryReader(packed), name: name, at: path)
    }

    private static func install(_ source: some ByteReader, name: String, at path: String) throws(AdvisoryError) {
        let reader = BufferedReader(source)
        let (digest, size): (String, Int64)
        do throws(FeedProblem) {
            (digest, size) = try readHead(reader)
        } catch {
            throw .unreadable(path: name, reason: error.description)
        }
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        if !folder.isEmpty { try SystemCall.makeFolders(folder) }
        let lock = try UpdateLock(folder: folder.isEmpty ? "." : folder)
        defer { withExtendedLifetime(lock) {} }
        let candidate = path + ".new"
        SystemCall.remove(candidate)
        defer { SystemCall.remove(candidate) }
        try unpack(reader, to: candidate, digest: digest, size: size, name: name)
        do throws(AdvisoryError) {
            try verify(candidate)
        } catch {
            guard case .damaged(_, let problem) = error else { throw error }
            throw .unreadable(path: name, reason: "the database in it is damaged (\(problem))")
        }
        try SystemCall.replace(path, with: candidate)
    }

    private static func readHead(_ reader: BufferedReader) throws(FeedProblem) -> (digest: String, size: Int64) {
        let problem = FeedProblem("it is no packed advisory database")
        let start = Array(try reader.peek(8))
        guard start.count == 8, start[0..<4].elementsEqual([0x50, 0x2a, 0x4d, 0x18]),
            start[4] > 0, start[5...].allSatisfy({ $0 == 0 })
        else { throw problem }
        try reader.skip(8)
        let head = String(decoding: try reader.read(Int(start[4])), as: UTF8.self)
        guard head.hasPrefix(magic), head.hasSuffix("\n") else { throw problem }
        let fields = head.dropFirst(magic.count).dropLast().split(separator: " ")
        guard fields.count == 2, fields[0].hasPrefix("sha256:"), let size = Int64(fields[1]), size > 0 else {
            throw problem
        }
        guard size <= sizeLimit else { throw FeedProblem("it unpacks to more than \(sizeLimit) bytes") }
        return (String(fields[0].dropFirst(7)), size)
    }

    private static func unpack(
        _ reader: BufferedReader, to path: String, digest: String, size: Int64, name: String
    ) throws(AdvisoryError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard descriptor >= 0 else { throw .unwritable(path: path, reason: SystemCall.lastError) }
        defer { close(descriptor) }
        var hash = SHA256()
        var total: Int64 = 0
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        do throws(FeedProblem) {
            let unpacker = UnpackingReader.zstd(reader)
            while true {
                let count = try unpacker.read(into: &buffer, from: 0)
                if count == 0 { break }
                total += Int64(count)
                guard total <= size else { throw FeedProblem("it is larger than it says") }
                let piece = buffer[..<count]
                hash.update(data: piece)
                guard SystemCall.writeAll(descriptor, piece) else {
                    throw FeedProblem("\(path) cannot be written: \(SystemCall.lastError)")
                }
            }
            guard total == size, TableDigest.hex(hash.finalize()) == digest else {
                throw FeedProblem("its content is not what its digest says")
            }
        } catch {
            throw .unreadable(path: name, reason: error.description)
        }
    }

    /// Opens a database and checks all of it.
    public static func verify(_ path: String) throws(AdvisoryError) {
        let problems = try AdvisoryDatabase.open(path: path).problems()
        if let first = problems.first { throw .damaged(origin: path, problem: first) }
    }

    private static func read(_ path: String) throws(AdvisoryError) -> [UInt8] {
        do throws(FeedProblem) {
            return try BufferedReader(FileReader(path: path)).rest(atMost: Int(sizeLimit))
        } catch {
            throw .unreadable(path: path, reason: error.description)
        }
    }
}
