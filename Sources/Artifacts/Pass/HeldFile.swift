#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The whole content of one file, in memory or, over `Limits.spillBytes`, in a private temporary file that has no name.
///
/// Invariant: `memory` is mapped from `init` to `deinit`.
struct HeldFile: ~Copyable {
    let memory: UnsafeMutableRawBufferPointer
    private let mappedSize: Int

    /// - Throws: `ArtifactError.cannotRead` where there is no memory or no room in the temporary folder.
    init(size: Int, spillBytes: Int64) throws(ArtifactError) {
        let wanted = max(1, size)
        let descriptor = Int64(size) > spillBytes ? try Self.temporaryFile(wanted) : -1
        let flags = descriptor < 0 ? MAP_PRIVATE | Self.anonymous : MAP_SHARED
        let address = mmap(nil, wanted, PROT_READ | PROT_WRITE, flags, descriptor, 0)
        let failed = address == MAP_FAILED
        let reason = failed ? FileSystem.lastError : ""
        if descriptor >= 0 { close(descriptor) }
        guard !failed, let address else { throw .cannotRead(path: "a file of \(size) bytes", reason: reason) }
        memory = UnsafeMutableRawBufferPointer(start: address, count: size)
        mappedSize = wanted
    }

    deinit { munmap(memory.baseAddress, mappedSize) }

    private static var anonymous: Int32 {
        #if canImport(Darwin)
            MAP_ANON
        #else
            MAP_ANONYMOUS
        #endif
    }

    /// An unnamed file with all of its room allocated, so that writing to its memory cannot fail later.
    private static func temporaryFile(_ size: Int) throws(ArtifactError) -> Int32 {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(folder)/drydock-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw .cannotRead(path: folder, reason: FileSystem.lastError) }
        unlink(template)
        #if canImport(Darwin)
            let status = ftruncate(descriptor, off_t(size)) == 0 ? 0 : errno
        #else
            let status = posix_fallocate(descriptor, 0, off_t(size))
        #endif
        guard status == 0 else {
            close(descriptor)
            throw .cannotRead(path: folder, reason: "no room for \(size) bytes: \(FileSystem.words(status))")
        }
        return descriptor
    }
}
