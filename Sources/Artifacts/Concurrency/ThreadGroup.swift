#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Several threads that run one body, this one among them.
enum ThreadGroup {
    /// Returns when all are done. Where the system gives no more threads, fewer run.
    static func run(_ count: Int, _ body: @Sendable () -> Void) {
        withoutActuallyEscaping(body) { body in
            let others = (1..<max(1, count)).map { _ in Worker(body) }
            body()
            for other in others { other.join() }
        }
    }

    /// Processors this process may use.
    static let processors: Int = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}

extension Limits {
    /// Layers, or files of a folder, that are read at once.
    var parallelism: Int { parallelLayers > 0 ? min(parallelLayers, 256) : ThreadGroup.processors }
}
