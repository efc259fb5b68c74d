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
    /// - Parameter model: mode and owner to give it, before its name is taken; nil for those of a new file.
    static func write(_ bytes: [UInt8], to path: String, like model: stat? = nil) throws {
        // A device or a pipe (/dev/stdout, process substitution) cannot be replaced; it is written in place.
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
            try fill(path, bytes, flags: O_WRONLY)
            return
        }
        let neighbour = path + ".\(getpid()).tmp"
        do {
            try fill(neighbour, bytes, flags: O_WRONLY | O_CREAT | O_EXCL, like: model)
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

    private static func fill(_ path: String, _ bytes: [UInt8], flags: Int32, like model: stat? = nil) throws {
        let file = open(path, flags | O_CLOEXEC, model == nil ? 0o644 : 0o600)
        guard file >= 0 else { throw WorkflowError("cannot write: \(String(cString: strerror(errno)))", subject: path) }
        defer { close(file) }
        if let model {
            // The owner first: a change of owner takes set-id bits away. Another's file stays ours where we may not.
            _ = fchown(file, model.st_uid, model.st_gid)
            fchmod(file, model.st_mode & 0o7777)
        }
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
