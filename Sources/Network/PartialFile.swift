#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The file a download grows in, and the note beside it that says of what it is a part.
///
/// It is locked while it is open, so that two runs do not write into one another's download, and no symbolic link is
/// followed to it.
struct PartialFile: ~Copyable {
    private let destination: String
    private let path: String
    private let notePath: String
    private var descriptor: Int32
    private(set) var size: Int64 = 0
    /// Of the version this is a part of.
    private(set) var validator: Validator?

    init(destination: String) throws(NetworkError) {
        self.destination = destination
        path = destination + ".part"
        notePath = destination + ".part.origin"
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw Self.failure(path, "cannot be written") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            _ = Self.closeDescriptor(descriptor)
            throw .file(path: path, reason: "another run is downloading to it")
        }
        // Between open and lock another run may have finished and made this file the destination.
        guard Self.isNamed(path, descriptor) else {
            _ = Self.closeDescriptor(descriptor)
            throw .file(path: path, reason: "another run has just finished downloading to it")
        }
    }

    /// Takes up what an earlier run left, if it is of `origin` and its version is known; empties it otherwise.
    /// - Returns: bytes that are there.
    mutating func recall(origin: HTTPURL) -> Int64 {
        let lines = Self.readNote(notePath)
        var status = stat()
        if lines.count == 3, lines[0] == origin.origin + origin.target, fstat(descriptor, &status) == 0 {
            let known = Validator(
                entityTag: lines[1].isEmpty ? nil : lines[1], lastModified: lines[2].isEmpty ? nil : lines[2])
            if known.forRange != nil, status.st_size > 0 {
                validator = known
                size = Int64(status.st_size)
                return size
            }
        }
        try? restart()
        return 0
    }

    mutating func restart() throws(NetworkError) {
        guard ftruncate(descriptor, 0) == 0 else { throw Self.failure(path, "cannot be emptied") }
        size = 0
        validator = nil
    }

    /// Notes which version the bytes that follow are of, before they come.
    mutating func remember(origin: HTTPURL, validator: Validator?) throws(NetworkError) {
        self.validator = validator
        unlink(notePath)
        guard let validator, validator.forRange != nil else { return }
        let fields = [origin.origin + origin.target, validator.entityTag ?? "", validator.lastModified ?? ""]
        let text = Array((fields.joined(separator: "\n") + "\n").utf8)
        let note = open(notePath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard note >= 0 else { throw Self.failure(notePath, "cannot be written") }
        defer { _ = Self.closeDescriptor(note) }
        guard text.withUnsafeBytes({ write(note, $0.baseAddress, $0.count) }) == text.count else {
            throw Self.failure(notePath, "cannot be written")
        }
    }

    mutating func append(_ chunk: Chunk) throws(NetworkError) {
        let start = size
        let descriptor = descriptor
        let path = path
        try chunk.withUnsafeBytes { bytes throws(NetworkError) in
            var done = 0
            while done < bytes.count {
                let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
                let written = pwrite(descriptor, rest.baseAddress, rest.count, off_t(start) + off_t(done))
                if written < 0 && errno == EINTR { continue }
                guard written > 0 else { throw Self.failure(path, "cannot be written") }
                done += written
            }
        }
        size += Int64(chunk.count)
    }

    /// Puts the file in the place of the destination.
    mutating func complete() throws(NetworkError) {
        guard fsync(descriptor) == 0 else { throw Self.failure(path, "cannot be written") }
        guard rename(path, destination) == 0 else { throw Self.failure(destination, "cannot be replaced") }
        unlink(notePath)
        size = 0
    }

    /// Removes what is there.
    mutating func discard() {
        unlink(path)
        unlink(notePath)
        size = 0
    }

    mutating func close() {
        guard descriptor >= 0 else { return }
        // An empty part is of use to nobody.
        var status = stat()
        if fstat(descriptor, &status) == 0, status.st_size == 0, Self.isNamed(path, descriptor) { discard() }
        _ = Self.closeDescriptor(descriptor)
        descriptor = -1
    }

    deinit { if descriptor >= 0 { _ = Self.closeDescriptor(descriptor) } }

    /// Whether `path` still names the open file.
    private static func isNamed(_ path: String, _ descriptor: Int32) -> Bool {
        var held = stat()
        var named = stat()
        return fstat(descriptor, &held) == 0 && lstat(path, &named) == 0 && held.st_ino == named.st_ino
            && held.st_dev == named.st_dev
    }

    private static func readNote(_ path: String) -> [String] {
        let note = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard note >= 0 else { return [] }
        defer { _ = closeDescriptor(note) }
        var bytes = [UInt8](repeating: 0, count: 3 * HTTPURL.maximumLength)
        let count = bytes.withUnsafeMutableBytes { read(note, $0.baseAddress, $0.count) }
        guard count > 0, count < bytes.count, bytes[count - 1] == UInt8(ascii: "\n") else { return [] }
        return bytes[..<(count - 1)].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
    }

    private static func failure(_ path: String, _ what: String) -> NetworkError {
        .file(path: path, reason: "\(what): \(String(cString: strerror(errno)))")
    }

    private static func closeDescriptor(_ descriptor: Int32) -> Int32 {
        #if canImport(Glibc)
            Glibc.close(descriptor)
        #elseif canImport(Musl)
            Musl.close(descriptor)
        #else
            Darwin.close(descriptor)
        #endif
    }
}
