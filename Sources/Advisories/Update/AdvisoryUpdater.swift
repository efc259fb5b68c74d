import Findings

/// Keeps the user's own database up to date: fetches what is new, builds beside the old database, verifies, and puts the
/// new one in its place in one step. A source that fails is told of; the others go on, with its earlier file where there
/// is one.
///
/// In `folder` are `advisories.db`, `sources/` with the files as upstream serves them, and `update.lock`.
public struct AdvisoryUpdater: Sendable {
    public var folder: String
    public var sources: [AdvisorySource]
    public var mirrors: [AdvisoryMirror]
    public var limits: FeedLimits
    /// Files that are fetched at a time.
    public var parallelFetches = 4

    public init(
        folder: String, sources: [AdvisorySource] = AdvisorySource.upstream.filter(\.isDefault),
        mirrors: [AdvisoryMirror] = [], limits: FeedLimits = FeedLimits()
    ) {
        self.folder = folder
        self.sources = sources
        self.mirrors = mirrors
        self.limits = limits
    }

    public var databasePath: String { folder + "/advisories.db" }

    private var statePath: String { folder + "/sources/state" }

    /// One file of a source on its way.
    struct Item: Sendable, Hashable {
        var source: String
        /// What is fetched, mirrors applied.
        var url: String
        /// The file that was fetched, and of which the database was built.
        var path: String
        /// `url` is a repository or a list of mirrors, whose index names the file.
        var isRepository = false
        /// Where a newer one waits until the database is built of it.
        var newPath: String { path + ".new" }
    }

    private enum Result: Sendable {
        case fresh(FetchStamp?)
        case unchanged
        case failed(String)
    }

    /// - Parameters:
    ///   - today: `YYYY-MM-DD`, the day of sources whose data tells none.
    ///   - force: build even where nothing is new.
    /// - Throws: `busy` while another update runs; `nothingFetched` if there is nothing to build of; `damaged` if the new
    ///   database does not pass verification. The old one then stays.
    public func update(
        with fetch: some AdvisoryFetch, today: String, force: Bool = false,
        progress: @escaping @Sendable (UpdateEvent) -> Void = { _ in }
    ) async throws(AdvisoryError) -> UpdateReport {
        try SystemCall.makeFolders(folder + "/sources")
        let lock = try UpdateLock(folder: folder)
        defer { withExtendedLifetime(lock) {} }
        var state = UpdateState(path: statePath)
        let items = try makeItems()
        var report = UpdateReport()
        let results = await fetchAll(items, state, with: fetch, progress)

        var fresh = Set<Item>()
        for item in items {
            switch results[item] {
            case .fresh(let stamp):
                fresh.insert(item)
                state.stamps[item.url] = stamp
                report.fetchedFiles += 1
            case .unchanged: report.unchangedFiles += 1
            case .failed(let reason): report.fail(item, reason, usesEarlier: SystemCall.kind(of: item.path) == .file)
            case nil: break
            }
        }
        if fresh.isEmpty, !force, SystemCall.kind(of: databasePath) == .file, report.unchangedFiles > 0 {
            return report
        }
        try build(items, fresh: &fresh, today: today, &state, &report, progress)
        for item in items where fresh.contains(item) { try SystemCall.replace(item.path, with: item.newPath) }
        try state.write(to: statePath)
        report.isChanged = true
        return report
    }

    /// Names on disk come from the number of the file in its source and the last part of its address.
    private func makeItems() throws(AdvisoryError) -> [Item] {
        var items: [Item] = []
        for source in sources {
            guard source.name.utf8.allSatisfy(Self.isSafe), !source.name.hasPrefix(".") else {
                throw .unwritable(
                    path: source.name, reason: "a source's name may have letters, digits and hyphens only")
            }
            let folder = "\(folder)/sources/\(source.name)"
            try SystemCall.makeFolders(folder)
            for (number, url) in source.urls.enumerated() {
                let last = url.split(separator: "/").last.map(String.init) ?? "file"
                let name = String(
                    decoding: last.utf8.prefix(80).map { Self.isSafe($0) ? $0 : UInt8(ascii: "-") }, as: UTF8.self)
                // A file of one product must keep its name; of several with one name, the number tells them apart.
                let isShared = source.urls.contains { $0 != url && $0.hasSuffix("/" + last) }
                let path = isShared ? "\(folder)/\(number)-\(name)" : "\(folder)/\(name)"
                items.append(Item(source: source.name, url: mirrors.address(for: url), path: path))
            }
            for (number, repository) in source.repositories.enumerated() {
                items.append(
                    Item(
                        source: source.name, url: mirrors.address(for: repository),
                        path: "\(folder)/\(number)-updateinfo.xml", isRepository: true))
            }
        }
        return items
    }

    private static func isSafe(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    private func fetchAll(
        _ items: [Item], _ state: UpdateState, with fetch: some AdvisoryFetch,
        _ progress: @escaping @Sendable (UpdateEvent) -> Void
    ) async -> [Item: Result] {
        await withTaskGroup(of: (Item, Result).self) { group in
            var waiting = items.makeIterator()
            var results: [Item: Result] = [:]
            func startNext() {
                guard let item = waiting.next() else { return }
                // A stamp without its file would leave us with nothing.
                let stamp = SystemCall.kind(of: item.path) == .file ? state.stamps[item.url] : nil
                group.addTask {
                    (
                        item,
                        item.isRepository
                            ? await fetchUpdateInfo(item, stamp, with: fetch, progress)
                            : await Self.fetch(item, stamp, with: fetch, progress)
                    )
                }
            }
            for _ in 0..<max(1, parallelFetches) { startNext() }
            while let (item, result) = await group.next() {
                results[item] = result
                startNext()
            }
            return results
        }
    }

    private static func fetch(
        _ item: Item, _ stamp: FetchStamp?, with fetch: some AdvisoryFetch,
        _ progress: @escaping @Sendable (UpdateEvent) -> Void
    ) async -> Result {
        progress(.fetching(source: item.source, url: item.url))
        do {
            let outcome = try await fetch.fetch(item.url, to: item.newPath, ifNewerThan: stamp) { received, total in
                progress(.progress(source: item.source, url: item.url, received: received, total: total))
            }
            progress(.fetched(source: item.source, url: item.url, outcome: outcome))
            switch outcome {
            case .fetched(_, let stamp): return .fresh(stamp)
            case .notModified:
                guard stamp != nil else { return .failed("the server says that nothing is new, to a first request") }
                return .unchanged
            }
        } catch {
            let reason = "\(error)"
            progress(.failed(source: item.source, url: item.url, reason: reason))
            return .failed(reason)
        }
    }

    /// Follows a repository's index to its advisories. The index tells whether they are new, by their checksum; that is
    /// what is kept of them instead of the server's stamp.
    private func fetchUpdateInfo(
        _ item: Item, _ stamp: FetchStamp?, with fetch: some AdvisoryFetch,
        _ progress: @escaping @Sendable (UpdateEvent) -> Void
    ) async -> Result {
        do {
            var repository = item.url
            if repository.hasSuffix("/mirror.list") {
                let list = try await Self.smallFile(repository, beside: item, with: fetch)
                repository = mirrors.address(for: try RepositoryIndex.mirror(in: list))
            }
            while repository.hasSuffix("/") { repository.removeLast() }
            let bytes = try await Self.smallFile(repository + "/repodata/repomd.xml", beside: item, with: fetch)
            let index = try RepositoryIndex(parsing: bytes)
            let own = index.checksum.isEmpty ? nil : FetchStamp(entityTag: index.checksum)
            if let own, own == stamp {
                progress(.fetched(source: item.source, url: item.url, outcome: .notModified))
                return .unchanged
            }
            var file = item
            file.url = "\(repository)/\(index.path)"
            let result = await Self.fetch(file, nil, with: fetch, progress)
            if case .fresh = result { return .fresh(own) }
            return result
        } catch {
            let reason = "\(error)"
            progress(.failed(source: item.source, url: item.url, reason: reason))
            return .failed(reason)
        }
    }

    private static func smallFile(
        _ url: String, beside item: Item, with fetch: some AdvisoryFetch
    ) async throws -> [UInt8] {
        let path = item.path + ".index"
        SystemCall.remove(path)
        defer { SystemCall.remove(path) }
        guard case .fetched = try await fetch.fetch(url, to: path, ifNewerThan: nil, progress: { _, _ in }) else {
            throw FeedProblem("the server says that nothing is new, to a first request")
        }
        return try BufferedReader(FileReader(path: path)).rest(atMost: RepositoryIndex.sizeLimit)
    }

    /// Builds of all files; where a new one cannot be read, once more with the one before it.
    private func build(
        _ items: [Item], fresh: inout Set<Item>, today: String, _ state: inout UpdateState,
        _ report: inout UpdateReport, _ progress: (UpdateEvent) -> Void
    ) throws(AdvisoryError) {
        var refused = Set<Item>()
        while true {
            let builder = AdvisoryDatabaseBuilder(limits: limits)
            var failed: Item?
            var hasRead = false
            for item in items where !refused.contains(item) {
                let path = fresh.contains(item) ? item.newPath : item.path
                guard SystemCall.kind(of: path) == .file else { continue }
                progress(.reading(source: item.source))
                let reason: String
                do throws(AdvisoryError) {
                    let before = builder.tallies.values.reduce(0) { $0 + $1.records }
                    try builder.read(path, named: item.path)
                    hasRead = true
                    if builder.tallies.values.reduce(0, { $0 + $1.records }) > before { continue }
                    reason = builder.passedOver.last ?? "there is no record in it"
                } catch {
                    reason = error.description
                }
                failed = item
                progress(.failed(source: item.source, url: item.url, reason: reason))
                let hasEarlier = fresh.contains(item) && SystemCall.kind(of: item.path) == .file
                report.fail(item, reason, usesEarlier: hasEarlier)
                state.stamps[item.url] = nil
                SystemCall.remove(item.newPath)
                if fresh.remove(item) == nil || !hasEarlier { refused.insert(item) }
                break
            }
            if failed != nil { continue }
            guard hasRead else { throw .nothingFetched(reasons: report.failures.map { "\($0.source): \($0.reason)" }) }
            report.build = try Self.install(builder, at: databasePath, today: today, progress)
            return
        }
    }

    private static func install(
        _ builder: AdvisoryDatabaseBuilder, at path: String, today: String, _ progress: (UpdateEvent) -> Void
    ) throws(AdvisoryError) -> BuildReport {
        progress(.writing)
        let candidate = path + ".new"
        let report = try builder.write(to: candidate, today: today)
        progress(.verifying)
        try DatabasePackage.verify(candidate)
        try SystemCall.replace(path, with: candidate)
        return report
    }
}

extension UpdateReport {
    fileprivate mutating func fail(_ item: AdvisoryUpdater.Item, _ reason: String, usesEarlier: Bool) {
        failures.append(Failure(source: item.source, url: item.url, reason: reason, usesEarlier: usesEarlier))
    }
}
