#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What `init` would write, and what is there already.
public struct InitPlan: Sendable {
    public struct File: Sendable, Hashable {
        /// Of the file system.
        public var path: String
        public var file: GeneratedFile
        /// Something stands there already.
        public var exists: Bool
        /// What stands there is what would be written.
        public var isSame: Bool
    }

    public var files: [File]
    /// For a person.
    public var notes: [String]

    /// - Parameter folder: of the module.
    public init(_ generator: Generator, folder: String) {
        notes = generator.notes()
        files = generator.files().map { file in
            let path = folder == "." ? file.path : folder + "/" + file.path
            let there = Self.bytes(at: path, limit: file.bytes.count + 1)
            var status = stat()
            return File(path: path, file: file, exists: lstat(path, &status) == 0, isSame: there == file.bytes)
        }
    }

    /// Files that stand in the way unless they may be overwritten.
    public var inTheWay: [File] { files.filter { $0.exists && !$0.isSame } }

    private static func bytes(at path: String, limit: Int) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return [UInt8](unsafeUninitializedCapacity: limit) { buffer, filled in
            filled = 0
            while filled < limit {
                let count = read(file, buffer.baseAddress?.advanced(by: filled), limit - filled)
                guard count > 0 else { return }
                filled += count
            }
        }
    }
}
