import Workflows

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Writes a file whole or not at all: to a temporary neighbour first, then renamed over it.
enum OutputFile {
    static func write(_ bytes: [UInt8], to path: String) throws {
        // A device or a pipe (/dev/stdout, process substitution) cannot be replaced; it is written in place.
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
            try fill(path, bytes, flags: O_WRONLY)
            return
        }
        let neighbour = path + ".\(getpid()).tmp"
        do {
            try fill(neighbour, bytes, flags: O_WRONLY | O_CREAT | O_EXCL)
        } catch {
            unlink(neighbour)
            throw error
        }
        guard rename(neighbour, path) == 0 else {
            let reason = String(cString: strerror(errno))
            unlink(neighbour)
            throw WorkflowError("cannot write: \(reason)", subject: path)
        }
    }

    private static func fill(_ path: String, _ bytes: [UInt8], flags: Int32) throws {
        let file = open(path, flags | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw WorkflowError("cannot write: \(String(cString: strerror(errno)))", subject: path) }
        defer { close(file) }
        try bytes.withUnsafeBytes { buffer in
            var rest = buffer
            while !rest.isEmpty {
                let count = Glibc.write(file, rest.baseAddress, rest.count)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else {
                    throw WorkflowError("cannot write: \(String(cString: strerror(errno)))", subject: path)
                }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
        }
    }
}
