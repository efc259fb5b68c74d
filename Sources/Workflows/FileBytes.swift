#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Reads small files whole (configuration, ignore files, SBOMs), up to a limit.
public enum FileBytes {
    /// Bytes of a document that is read whole.
    public static let documentLimit = 512 << 20

    /// Size and time of a file, to tell it from others of its name; nil where there is none.
    static func stamp(_ path: String) -> String? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return "\(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
    }

    /// - Parameter path: `-` is standard input.
    public static func read(_ path: String, limit: Int = documentLimit) throws(WorkflowError) -> [UInt8] {
        let file = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw WorkflowError("cannot read: \(String(cString: strerror(errno)))", subject: path) }
        defer { close(file) }
        var bytes: [UInt8] = []
        var status = stat()
        if fstat(file, &status) == 0 {
            if status.st_mode & S_IFMT == S_IFDIR { throw WorkflowError("is a folder", subject: path) }
            bytes.reserveCapacity(min(Int(clamping: status.st_size), limit))
        }
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { piece.deallocate() }
        while true {
            let count = Glibc.read(file, piece.baseAddress, piece.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else {
                throw WorkflowError("cannot read: \(String(cString: strerror(errno)))", subject: path)
            }
            guard count > 0 else { return bytes }
            guard bytes.count + count <= limit else {
                throw WorkflowError("is larger than the \(limit) bytes that are read", subject: path)
            }
            bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: piece[..<count]))
        }
    }

    /// The first bytes of a regular file; nil where it is none, or cannot be read.
    static func head(_ path: String, count: Int) -> [UInt8]? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = max(0, Glibc.read(file, buffer.baseAddress, count))
        }
        return bytes
    }

    public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}
