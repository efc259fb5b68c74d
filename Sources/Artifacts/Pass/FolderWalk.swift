#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What is left to look at in a folder on disk, shared by the threads that do.
final class FolderWalk: @unchecked Sendable {
    enum Item {
        case folder(path: [UInt8], depth: Int)
        case files(folder: [UInt8], names: [[UInt8]])
    }

    private let monitor = Monitor()
    // Guarded by `monitor`.
    private var items: [Item] = [.folder(path: [], depth: 0)]
    private var busy = 0
    private var isStopped = false

    /// Batches that may wait; a thread that finds more does the work itself.
    private static let batchLimit = 1024

    /// The next piece of work, nil when all is done. Call `done()` after it.
    func next() -> Item? {
        monitor.locked {
            while items.isEmpty, busy > 0, !isStopped { monitor.wait() }
            guard !isStopped, let item = items.popLast() else { return nil }
            busy += 1
            return item
        }
    }

    func done() {
        monitor.locked {
            busy -= 1
            if busy == 0, items.isEmpty { monitor.wakeAll() }
        }
    }

    func add(folder path: [UInt8], depth: Int) {
        monitor.locked {
            items.append(.folder(path: path, depth: depth))
            monitor.wakeAll()
        }
    }

    /// False where so much waits that the caller should do it now.
    func offer(_ names: [[UInt8]], of folder: [UInt8]) -> Bool {
        monitor.locked {
            guard items.count < Self.batchLimit else { return false }
            items.append(.files(folder: folder, names: names))
            monitor.wakeAll()
            return true
        }
    }

    func stop() {
        monitor.locked {
            isStopped = true
            monitor.wakeAll()
        }
    }
}

/// Calls on files by folder and name, without following links.
enum FolderCalls {
    /// Opens a folder below another, part by part, so that no link leads elsewhere. Nil with `errno` set.
    static func open(_ path: [UInt8], below root: OpenFile) -> OpenFile? {
        var current = root
        for part in path.split(separator: 0x2F) {
            guard let next = openFolder(Array(part), in: current) else { return nil }
            current = next
        }
        return current
    }

    private static func openFolder(_ name: [UInt8], in folder: OpenFile) -> OpenFile? {
        let descriptor = withName(name) {
            openat(folder.descriptor, $0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        }
        guard descriptor >= 0 else { return nil }
        return OpenFile(descriptor: descriptor, path: String(decoding: name, as: UTF8.self), closes: true)
    }

    static func openFile(_ name: [UInt8], in folder: OpenFile) -> OpenFile? {
        let descriptor = withName(name) {
            openat(folder.descriptor, $0, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        }
        guard descriptor >= 0 else { return nil }
        return OpenFile(descriptor: descriptor, path: String(decoding: name, as: UTF8.self), closes: true)
    }

    static func status(_ name: [UInt8], in folder: OpenFile) -> stat? {
        var raw = stat()
        let status = withName(name) { fstatat(folder.descriptor, $0, &raw, AT_SYMLINK_NOFOLLOW) }
        return status == 0 ? raw : nil
    }

    static func linkTarget(_ name: [UInt8], in folder: OpenFile) -> String? {
        var bytes = [CChar](repeating: 0, count: 4096)
        let count = withName(name) { readlinkat(folder.descriptor, $0, &bytes, bytes.count) }
        guard count >= 0 else { return nil }
        return String(decoding: bytes[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The names in a folder, `.` and `..` apart; false where it cannot be listed.
    static func list(_ folder: OpenFile, _ body: ([UInt8]) -> Void) -> Bool {
        // A descriptor of its own, since the listing closes it.
        let descriptor = openat(folder.descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        guard let listing = fdopendir(descriptor) else {
            close(descriptor)
            return false
        }
        defer { closedir(listing) }
        while let item = readdir(listing) {
            let name = withUnsafeBytes(of: &item.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if name == [0x2E] || name == [0x2E, 0x2E] || name.isEmpty { continue }
            body(name)
        }
        return true
    }

    private static func withName<Result>(_ name: [UInt8], _ body: (UnsafePointer<CChar>) -> Result) -> Result {
        (name.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return "".withCString(body) }
            return body(base)
        }
    }
}
