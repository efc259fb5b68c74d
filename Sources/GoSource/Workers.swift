import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Threads with stacks that are deep enough for every tree the parser lets through; the pool's own threads are not, and
/// some C libraries give them 128 KiB.
enum Workers {
    /// Address space, of which only what is used is ever backed.
    static let stackSize = 64 << 20

    /// The processors at hand, of which more than 16 help no one here.
    static var defaultCount: Int { max(1, min(16, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

    private final class Job {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// Runs `body` on so many threads, numbered from 0, and waits for them.
    static func run(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
        var threads: [pthread_t] = []
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setstacksize(&attributes, stackSize)
        defer { pthread_attr_destroy(&attributes) }
        for index in 0..<max(1, count) {
            let job = Unmanaged.passRetained(Job { body(index) })
            #if canImport(Darwin)
                var thread: pthread_t?
            #else
                var thread = pthread_t()
            #endif
            let failed = pthread_create(&thread, &attributes, startJob, job.toOpaque())
            if failed != 0 {
                job.release()
                // Without a thread the work is done here, if nobody else does it.
                if threads.isEmpty, index == max(1, count) - 1 { body(index) }
                continue
            }
            #if canImport(Darwin)
                if let thread { threads.append(thread) }
            #else
                threads.append(thread)
            #endif
        }
        for thread in threads { pthread_join(thread, nil) }
    }

    #if canImport(Darwin)
        private static let startJob: @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? = {
            Unmanaged<Job>.fromOpaque($0).takeRetainedValue().body()
            return nil
        }
    #else
        private static let startJob: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
            if let job = $0 { Unmanaged<Job>.fromOpaque(job).takeRetainedValue().body() }
            return nil
        }
    #endif

    /// Calls `body` with each number below `count`, on up to `threads` threads.
    static func forEach(_ count: Int, threads: Int, _ body: @escaping @Sendable (Int) -> Void) {
        guard count > 0 else { return }
        let next = Shared(Atomic<Int>(0))
        run(min(threads, count)) { _ in
            while true {
                let index = next.value.add(1, ordering: .relaxed).oldValue
                guard index < count else { return }
                body(index)
            }
        }
    }

    /// Calls `body` with each number below `dependencies.count`, after it was called with all that the number depends on.
    /// The dependencies have no cycle.
    static func forEach(dependencies: [[Int]], threads: Int, _ body: @escaping @Sendable (Int) -> Void) {
        guard !dependencies.isEmpty else { return }
        let queue = ReadyQueue(dependencies)
        run(min(threads, dependencies.count)) { _ in
            while let index = queue.take() {
                body(index)
                queue.finish(index)
            }
        }
    }

    private final class Shared<Value: ~Copyable & Sendable>: Sendable {
        let value: Value
        init(_ value: consuming Value) { self.value = value }
    }
}

/// What may be done next; whoever finds nothing waits.
private final class ReadyQueue: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var ready: [Int] = []
    private var missing: [Int]
    private var dependents: [[Int]]
    private var open: Int
    private var running = 0

    init(_ dependencies: [[Int]]) {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
        missing = dependencies.map(\.count)
        dependents = [[Int]](repeating: [], count: dependencies.count)
        open = dependencies.count
        for (index, needed) in dependencies.enumerated() {
            for other in needed { dependents[other].append(index) }
            if needed.isEmpty { ready.append(index) }
        }
        ready.reverse()
    }

    deinit {
        pthread_mutex_destroy(mutex)
        pthread_cond_destroy(condition)
        mutex.deallocate()
        condition.deallocate()
    }

    /// None once all is done, or where a cycle leaves nothing to begin with.
    func take() -> Int? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while ready.isEmpty {
            if open == 0 || running == 0 {
                pthread_cond_broadcast(condition)
                return nil
            }
            pthread_cond_wait(condition, mutex)
        }
        running += 1
        return ready.removeLast()
    }

    func finish(_ index: Int) {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        open -= 1
        running -= 1
        for other in dependents[index] {
            missing[other] -= 1
            if missing[other] == 0 { ready.append(other) }
        }
        pthread_cond_broadcast(condition)
    }
}
