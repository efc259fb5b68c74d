#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The few calls to the operating system that this room needs.
enum SystemCall {
    /// The words for `errno`.
    static var lastError: String {
        guard let text = strerror(errno) else { return "error \(errno)" }
        return String(cString: text)
    }

    enum Kind { case file, folder, other }

    /// Links followed; nil where there is nothing.
    static func kind(of path: String) -> Kind? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file
        case S_IFDIR: return .folder
        default: return .other
        }
    }

    /// Names in a folder in the order of their bytes, without `.` and `..`.
    static func names(in folder: String) throws(FeedProblem) -> [String] {
        guard let stream = opendir(folder) else { throw FeedProblem(lastError) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { start in
                start.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    static func makeFolders(_ path: String) throws(AdvisoryError) {
        var made = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            made += (made.isEmpty || made.hasSuffix("/") ? "" : "/") + part
            guard mkdir(made, 0o755) == 0 || errno == EEXIST else {
                throw .unwritable(path: made, reason: lastError)
            }
        }
        guard kind(of: path) == .folder else { throw .unwritable(path: path, reason: "it is no folder") }
    }

    /// Writes a file so that it is there whole or not at all.
    static func write(_ bytes: [UInt8], to path: String) throws(AdvisoryError) {
        let temporary = path + ".new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard descriptor >= 0 else { throw .unwritable(path: path, reason: lastError) }
        guard writeAll(descriptor, bytes[...]) else {
            let reason = lastError
            close(descriptor)
            unlink(temporary)
            throw .unwritable(path: path, reason: reason)
        }
        fsync(descriptor)
        close(descriptor)
        try replace(path, with: temporary)
    }

    /// False where the system refuses; `errno` says why.
    static func writeAll(_ descriptor: Int32, _ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var offset = 0
            while offset < buffer.count {
                let count = put(descriptor, UnsafeRawBufferPointer(rebasing: buffer[offset...]))
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                offset += count
            }
            return true
        }
    }

    private static func put(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #elseif canImport(Musl)
            Musl.write(descriptor, bytes.baseAddress, bytes.count)
        #else
            Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }

    /// Puts a finished file in the place of another in one step, after its bytes have reached the disk.
    static func replace(_ path: String, with finished: String) throws(AdvisoryError) {
        let descriptor = open(finished, O_RDONLY | O_CLOEXEC)
        if descriptor >= 0 {
            fsync(descriptor)
            close(descriptor)
        }
        guard rename(finished, path) == 0 else { throw .unwritable(path: path, reason: lastError) }
    }

    static func remove(_ path: String) { unlink(path) }
}
