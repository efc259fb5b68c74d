#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Keeps two updates of one folder apart. The lock goes with the process, so that a crash leaves none behind.
final class UpdateLock: Sendable {
    private let descriptor: Int32

    init(folder: String) throws(AdvisoryError) {
        let path = folder + "/update.lock"
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard descriptor >= 0 else { throw .unwritable(path: path, reason: SystemCall.lastError) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .busy(path: path)
        }
    }

    deinit { close(descriptor) }
}
