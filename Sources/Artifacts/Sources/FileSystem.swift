#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The few calls to the operating system that reading artifacts needs.
enum FileSystem {
    enum Kind { case file, folder, symbolicLink, other }

    struct Status {
        var kind: Kind
        var size: Int64
        var mode: UInt16
        var userID: UInt32
        var groupID: UInt32
        var modified: Int64

        init(_ raw: stat) {
            switch raw.st_mode & S_IFMT {
            case S_IFREG: kind = .file
            case S_IFDIR: kind = .folder
            case S_IFLNK: kind = .symbolicLink
            default: kind = .other
            }
            size = Int64(raw.st_size)
            mode = UInt16(truncatingIfNeeded: raw.st_mode) & 0o7777
            userID = raw.st_uid
            groupID = raw.st_gid
            #if canImport(Darwin)
                modified = Int64(raw.st_mtimespec.tv_sec)
            #else
                modified = Int64(raw.st_mtim.tv_sec)
            #endif
        }
    }

    static let nonBlocking = O_NONBLOCK | O_NOCTTY

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// What is at a path, links followed.
    static func status(_ path: String) throws(ArtifactError) -> Status {
        var raw = stat()
        guard stat(path, &raw) == 0 else { throw .cannotRead(path: path, reason: lastError) }
        return Status(raw)
    }

    /// The words for `errno`.
    static var lastError: String { words(errno) }

    static func words(_ code: Int32) -> String {
        guard let text = strerror(code) else { return "error \(code)" }
        return String(cString: text)
    }
}

/// An open file that closes itself.
final class OpenFile: Sendable {
    let descriptor: Int32
    let path: String
    private let closes: Bool

    /// - Throws: `ArtifactError.cannotRead`.
    init(_ path: String, flags: Int32 = 0) throws(ArtifactError) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC | flags)
        guard descriptor >= 0 else { throw .cannotRead(path: path, reason: FileSystem.lastError) }
        self.path = path
        closes = true
    }

    init(descriptor: Int32, path: String, closes: Bool) {
        self.descriptor = descriptor
        self.path = path
        self.closes = closes
    }

    deinit { if closes { close(descriptor) } }

    func status() throws(ArtifactError) -> FileSystem.Status {
        var raw = stat()
        guard fstat(descriptor, &raw) == 0 else { throw .cannotRead(path: path, reason: FileSystem.lastError) }
        return FileSystem.Status(raw)
    }

    /// Reads from the current position; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ArtifactError) -> Int {
        while true {
            #if canImport(Darwin)
                let count = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
            #elseif canImport(Musl)
                let count = Musl.read(descriptor, buffer.baseAddress, buffer.count)
            #else
                let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            #endif
            if count >= 0 { return count }
            guard errno == EINTR else { throw .cannotRead(path: path, reason: FileSystem.lastError) }
        }
    }

    /// Reads at an offset; fewer bytes than asked only at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(ArtifactError) -> Int {
        var done = 0
        while done < buffer.count {
            let count = pread(
                descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done, off_t(offset) + off_t(done))
            if count == 0 { break }
            if count < 0 {
                guard errno == EINTR else { throw .cannotRead(path: path, reason: FileSystem.lastError) }
                continue
            }
            done += count
        }
        return done
    }

    /// All of a file whose size is not known before.
    func readToEnd(limit: Int) throws(ArtifactError) -> [UInt8] {
        var bytes: [UInt8] = []
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
        defer { piece.deallocate() }
        while bytes.count < limit {
            let count = try read(into: piece)
            if count == 0 { break }
            bytes.append(contentsOf: piece.prefix(min(count, limit - bytes.count)))
        }
        return bytes
    }

    /// All of a small file.
    func readAll(limit: Int64, name: String) throws(ArtifactError) -> [UInt8] {
        let size = try status().size
        guard size <= limit else {
            throw .limitExceeded(blob: name, name: "documentBytes", limit: limit, offset: limit)
        }
        var bytes: [UInt8] = []
        var failure: ArtifactError?
        // Some files (of /proc, say) have size 0 but content.
        let capacity = max(Int(size) + 1, 4096)
        bytes = Array(unsafeUninitializedCapacity: capacity) { buffer, count in
            do throws(ArtifactError) {
                count = try read(into: UnsafeMutableRawBufferPointer(buffer), at: 0)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }
}
