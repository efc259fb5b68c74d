import Findings
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Shows the files of a folder on disk to all analyzers, several at once. Follows no links, crosses into no device.
struct FolderPass {
    let analyzers: [any Analyzer]
    let limits: Limits
    let control: PassControl
    let progress: ProgressHandler?

    func run(_ source: FolderSource) throws(ArtifactError) -> PassResult {
        let root = try OpenFile(source.path, flags: O_DIRECTORY | O_NONBLOCK)
        let walk = FolderWalk()
        let shared = FolderShared(kernel: KernelFileSystems(limits: limits))
        ThreadGroup.run(limits.parallelism) {
            let worker = FolderWorker(pass: self, root: root, source: source, walk: walk, shared: shared)
            worker.run()
            shared.add(worker.finish())
        }
        if let failure = shared.failure { throw failure }
        guard !control.isCancelled else { throw .cancelled }
        var outcome = LayerOutcome()
        for part in shared.outcomes {
            outcome.facts += part.facts
            outcome.notes += part.notes
            outcome.statistics.merge(part.statistics) { $0 &+ $1 }
        }
        let resolution = resolve(outcome)
        progress?(
            PassProgress(
                layer: 0, layerCount: 1, done: shared.bytes, total: shared.bytes, isFinished: true))
        return PassResult(
            facts: resolution.facts, notes: cut(outcome.notes), statistics: outcome.statistics,
            rootLinks: resolution.rootLinks)
    }

    private func resolve(_ outcome: LayerOutcome) -> OverlayResolver.Resolution {
        var resolver = OverlayResolver([outcome], hash: control.hash)
        return resolver.resolve(nil)
    }

    /// The first notes by path, whichever thread wrote them.
    private func cut(_ notes: [ScanNote]) -> [ScanNote] {
        let sorted = notes.sorted {
            ($0.location?.path ?? "", $0.text) < ($1.location?.path ?? "", $1.text)
        }
        guard sorted.count > limits.notes else { return sorted }
        let rest = sorted[limits.notes...]
        let more = ScanNote("\(rest.count) more notes", makesPartial: rest.contains(where: \.makesPartial))
        return sorted.prefix(limits.notes) + [more]
    }
}

/// What the threads of a folder's pass share.
final class FolderShared: Sendable {
    private struct State {
        var outcomes: [LayerOutcome] = []
        var failure: ArtifactError?
    }
    let kernel: KernelFileSystems
    private let state = Mutex(State())
    private let entries = Atomic<Int64>(0)
    private let read = Atomic<Int64>(0)

    init(kernel: KernelFileSystems) { self.kernel = kernel }

    var outcomes: [LayerOutcome] { state.withLock { $0.outcomes } }
    var failure: ArtifactError? { state.withLock { $0.failure } }
    var bytes: Int64 { read.load(ordering: .relaxed) }

    func add(_ outcome: LayerOutcome) { state.withLock { $0.outcomes.append(outcome) } }
    func fail(_ error: ArtifactError) { state.withLock { $0.failure = $0.failure ?? error } }
    func countEntry() -> Int64 { entries.wrappingAdd(1, ordering: .relaxed).newValue }
    func count(bytes: Int64) -> Int64 { read.wrappingAdd(bytes, ordering: .relaxed).newValue }
}

/// One thread's part of a folder.
private final class FolderWorker {
    private let pass: FolderPass
    private let root: OpenFile
    private let isLiveRoot: Bool
    /// The user named a folder of the kernel's.
    private let isRootOnKernel: Bool
    private let walk: FolderWalk
    private let shared: FolderShared
    private let excludes: @Sendable (String) -> Bool
    private let dispatcher: EntryDispatcher
    private var filesRead = 0

    private static let batchSize = 32
    /// Notes kept by each thread until they are sorted.
    private static let noteLimit = 1 << 16

    init(pass: FolderPass, root: OpenFile, source: FolderSource, walk: FolderWalk, shared: FolderShared) {
        self.pass = pass
        self.root = root
        self.walk = walk
        self.shared = shared
        excludes = source.excludes
        var raw = stat()
        fstat(root.descriptor, &raw)
        var slash = stat()
        isLiveRoot =
            stat("/", &slash) == 0 && slash.st_ino == raw.st_ino && slash.st_dev == raw.st_dev
        isRootOnKernel = shared.kernel.contains(UInt64(truncatingIfNeeded: raw.st_dev))
        var limits = pass.limits
        limits.notes = Self.noteLimit
        let collector = LayerCollector(
            hash: pass.control.hash, limits: limits, layer: nil, paths: nil, hasWhiteouts: false)
        dispatcher = EntryDispatcher(
            analyzers: pass.analyzers, limits: pass.limits, budget: pass.control.budget, collector: collector)
    }

    func run() {
        while let item = walk.next() {
            do throws(ArtifactError) {
                switch item {
                case .folder(let path, let depth): try list(path, depth)
                case .files(let folder, let names):
                    if let open = openFolder(folder) { try files(folder, names, open) }
                }
            } catch {
                shared.fail(error)
                walk.stop()
            }
            walk.done()
        }
    }

    func finish() -> LayerOutcome {
        var outcome = dispatcher.collector.finish()
        // No path comes twice in a folder.
        outcome.lastEntry = [:]
        outcome.lastFile = [:]
        outcome.links = []
        return outcome
    }

    private func openFolder(_ path: [UInt8]) -> OpenFile? {
        if let open = FolderCalls.open(path, below: root) { return open }
        note("cannot be opened: \(FileSystem.lastError)", path)
        return nil
    }

    private func note(_ text: String, _ path: [UInt8], makesPartial: Bool = true) {
        let shown = path.isEmpty ? nil : String(decoding: path, as: UTF8.self)
        dispatcher.collector.note(text, path: shown, makesPartial: makesPartial)
    }

    private func list(_ path: [UInt8], _ depth: Int) throws(ArtifactError) {
        guard let folder = openFolder(path) else { return }
        var batch: [[UInt8]] = []
        var failure: ArtifactError?
        let isListed = FolderCalls.list(folder) { name in
            guard failure == nil else { return }
            batch.append(name)
            guard batch.count == Self.batchSize else { return }
            do throws(ArtifactError) {
                try sort(&batch, path, folder, depth)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        if !isListed { note("cannot be listed: \(FileSystem.lastError)", path) }
        try sort(&batch, path, folder, depth, isLast: true)
    }

    /// Puts folders aside for later; files are offered to other threads, the last batch is done here.
    private func sort(
        _ batch: inout [[UInt8]], _ path: [UInt8], _ folder: OpenFile, _ depth: Int, isLast: Bool = false
    ) throws(ArtifactError) {
        try pass.control.check(0)
        var names: [[UInt8]] = []
        for name in batch {
            guard let raw = FolderCalls.status(name, in: folder) else {
                note("cannot be read: \(FileSystem.lastError)", join(path, name))
                continue
            }
            guard raw.st_mode & S_IFMT == S_IFDIR else {
                names.append(name)
                continue
            }
            let inner = join(path, name)
            if excludes(String(decoding: inner, as: UTF8.self)) { continue }
            try visit(inner, raw, nil)
            if isLiveRoot, path.isEmpty, [Array("proc".utf8), Array("sys".utf8), Array("dev".utf8)].contains(name) {
                note("not read: it belongs to the running system", inner, makesPartial: false)
            } else if shared.kernel.contains(UInt64(truncatingIfNeeded: raw.st_dev)), !isRootOnKernel {
                note("not read: it is a file system of the kernel", inner, makesPartial: false)
            } else if depth + 1 > pass.limits.folderDepth {
                note("not read: folders are deeper than Limits.folderDepth", inner)
            } else {
                walk.add(folder: inner, depth: depth + 1)
            }
        }
        batch.removeAll(keepingCapacity: true)
        if !isLast, walk.offer(names, of: path) { return }
        try files(path, names, folder)
    }

    private func files(_ path: [UInt8], _ names: [[UInt8]], _ folder: OpenFile) throws(ArtifactError) {
        for name in names {
            try pass.control.check(0)
            guard let raw = FolderCalls.status(name, in: folder) else {
                note("cannot be read: \(FileSystem.lastError)", join(path, name))
                continue
            }
            try visit(join(path, name), raw, (name, folder))
        }
    }

    private func join(_ folder: [UInt8], _ name: [UInt8]) -> [UInt8] {
        folder.isEmpty ? name : folder + [0x2F] + name
    }

    private func visit(
        _ path: [UInt8], _ raw: stat, _ place: (name: [UInt8], folder: OpenFile)?
    ) throws(ArtifactError) {
        guard shared.countEntry() <= pass.limits.layerEntries else {
            throw .limitExceeded(
                blob: root.path, name: "layerEntries", limit: pass.limits.layerEntries,
                offset: pass.limits.layerEntries)
        }
        guard path.count <= pass.limits.pathBytes else {
            note("not read: its path is longer than Limits.pathBytes", Array(path.prefix(256)))
            return
        }
        if place != nil, excludes(String(decoding: path, as: UTF8.self)) { return }
        let status = FileSystem.Status(raw)
        var kind = Entry.Kind.file
        switch raw.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: kind = .folder
        case S_IFLNK:
            guard let place, let target = FolderCalls.linkTarget(place.name, in: place.folder) else { return }
            kind = .symbolicLink(target: target)
        case S_IFCHR: kind = .characterDevice
        case S_IFBLK: kind = .blockDevice
        case S_IFIFO: kind = .fifo
        default: return
        }
        let entry = Entry(
            path: String(decoding: path, as: UTF8.self), kind: kind, mode: status.mode, userID: status.userID,
            groupID: status.groupID, size: kind == .file ? status.size : 0, modified: status.modified)
        var failure: ArtifactError?
        path.withUnsafeBytes { bytes in
            do throws(ArtifactError) {
                try dispatcher.visit(entry, rawPath: bytes, content: content(entry, place))
            } catch {
                failure = error
            }
        }
        if let failure {
            if case .cancelled = failure { throw failure }
            note("cannot be read as a whole: \(failure)", path)
        }
    }

    /// Opens the file once somebody wants its content.
    private func content(_ entry: Entry, _ place: (name: [UInt8], folder: OpenFile)?) -> (any ContentReader)? {
        guard entry.kind == .file, entry.size > 0, let place else { return nil }
        guard let file = FolderCalls.openFile(place.name, in: place.folder) else {
            dispatcher.collector.note(
                "cannot be opened: \(FileSystem.lastError)", path: entry.path, makesPartial: true)
            return nil
        }
        // What was a regular file a moment ago may be something else now.
        guard let status = try? file.status(), status.kind == .file else { return nil }
        let size = min(entry.size, status.size)
        let total = shared.count(bytes: size)
        filesRead += 1
        if filesRead.isMultiple(of: 64) {
            pass.progress?(PassProgress(layer: 0, layerCount: 1, done: total, total: nil, isFinished: false))
        }
        let block = size <= 64 << 10 ? Int((size + 4095) / 4096) * 4096 : BlockPipe.blockSize / 2
        let supply = FileSupply(file, range: 0..<size, blockSize: max(4096, block))
        return FileContent(BlockCursor(supply, name: entry.path), size: size)
    }
}
