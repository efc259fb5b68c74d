import Crypto
import Findings
import GoSource
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Results of whole scans, by what was read for them: a scan is a function of its options and of the files and folders it
/// looks at, so the same result holds as long as each of these has the digest it had.
///
/// An entry holds paths, digests, places and this program's own words. What a finding quotes of a file is kept as a place in
/// that file, so that no content and no secret gets into the cache. What cannot be read back just as it was is not kept;
/// an entry that is damaged, or of another version, is none.
public struct GoScanCache: Sendable {
    /// Where entries lie; made when the first is written.
    public var folder: String
    /// Of the program, with what it has built in: another one may judge otherwise.
    public var version: String
    /// Bytes of all entries; the oldest go first. One entry has at most a quarter of it.
    public var limit: Int
    /// Number of entries.
    public var maximumEntries: Int
    /// Folders with fewer bytes of Go source are judged sooner than looked up, and leave nothing here.
    public var smallestTarget: Int

    public static let usualSmallestTarget = 1 << 20

    public init(
        folder: String, version: String, limit: Int = 64 << 20, maximumEntries: Int = 256,
        smallestTarget: Int = GoScanCache.usualSmallestTarget
    ) {
        self.folder = folder
        self.version = version
        self.limit = limit
        self.maximumEntries = maximumEntries
        self.smallestTarget = smallestTarget
    }

    private static let magic = Array("drydock go scan 2\n".utf8)
    private static let suffix = ".goscan"
    /// Folders that are looked through for the size of a target; one that has more is not small.
    private static let maximumFolders = 4096

    private func path(_ key: String) -> String { joined(folder, key + Self.suffix) }

    private func joined(_ folder: String, _ name: String) -> String { folder + "/" + name }

    /// Whether a folder is worth an entry: by the sizes of files, none of which is read.
    func isWorthwhile(_ target: String) -> Bool {
        guard smallestTarget > 0 else { return true }
        var size = 0
        var folders = 0
        var open = [target.isEmpty ? "." : target]
        while let folder = open.popLast() {
            folders += 1
            if folders > Self.maximumFolders { return true }
            for entry in DiskFiles().entries(of: folder) {
                if entry.isFolder {
                    let isPassedOver = entry.name.hasPrefix(".") || entry.name.hasPrefix("_")
                    if !isPassedOver, entry.name != "testdata" { open.append(joined(folder, entry.name)) }
                } else if entry.name.hasSuffix(".go"), !entry.name.hasSuffix("_test.go") {
                    var status = stat()
                    guard stat(joined(folder, entry.name), &status) == 0 else { continue }
                    size += min(Int(clamping: status.st_size), smallestTarget)
                    if size >= smallestTarget { return true }
                }
            }
        }
        return false
    }

    /// The name of the entry for a scan of a folder.
    func key(_ target: String, _ options: GoCodeOptions, rules: [String]) -> String {
        var digest = ContentDigest()
        let context = options.context
        var fields = [version, target, context.goos, context.goarch]
        fields += context.tags.sorted() + ["|"] + rules + ["|"]
        fields += [options.includesTests, options.includesGenerated, options.includesIgnoredFolders].map { "\($0)" }
        fields += [options.requiresReasons, context.isCgoEnabled].map { "\($0)" }
        fields += [options.rules.profile.rawValue, "\(context.release)"]
        fields += [options.moduleCache, options.goPath, options.goRoot].map { $0 ?? "" }
        for field in fields { digest.add(field: field) }
        return String(digest.hexadecimal().prefix(40))
    }

    /// The kept result, if all that it was made of is as it was.
    func load(_ key: String, _ target: String, _ files: any FileTree) -> GoScanResult? {
        guard let bytes = contents(key) else { return nil }
        let start = Self.magic.count + SHA256.byteCount
        guard bytes.count > start, bytes.starts(with: Self.magic),
            SHA256.hash(data: bytes[start...]).elementsEqual(bytes[Self.magic.count..<start])
        else { return nil }
        var reader = CacheReader(bytes: bytes, at: start)
        for _ in 0..<max(0, reader.number()) {
            guard let known = ReadingLog.Entry(&reader), known == ReadingLog.entry(known.kind, known.path, files) else {
                return nil
            }
        }
        return CachedResult(target: target, files: files).read(&reader)
    }

    func store(_ result: GoScanResult, _ key: String, _ target: String, _ log: ReadingLog) {
        // Read through the log: a file that has changed since it was judged gives no entry.
        let cached = CachedResult(target: target, files: log)
        var texts = CacheWriter()
        guard cached.write(result, &texts) else { return }
        var reader = CacheReader(bytes: texts.bytes, at: 0)
        guard let again = cached.read(&reader), again == result, let entries = log.entries else { return }
        var writer = CacheWriter()
        writer.number(entries.count)
        for entry in entries { entry.write(&writer) }
        let content = writer.bytes + texts.bytes
        let bytes = Self.magic + Array(SHA256.hash(data: content)) + content
        guard bytes.count <= limit / 4, hasFolder(), write(bytes, path(key)) else { return }
        removeOldest()
    }

    // MARK: Files

    /// Whether the folder is there, is the user's own and is closed to others; makes it so.
    private func hasFolder() -> Bool {
        var part = ""
        for name in folder.split(separator: "/", omittingEmptySubsequences: false) {
            part += part.isEmpty && name.isEmpty ? "/" : (part.isEmpty || part.hasSuffix("/") ? "" : "/") + name
            if part != "/" { _ = mkdir(part, 0o700) }
        }
        var status = stat()
        guard lstat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid() else {
            return false
        }
        if status.st_mode & 0o077 != 0, chmod(folder, 0o700) != 0 { return false }
        return true
    }

    /// The bytes of an entry; nil for one that somebody else wrote or could have.
    private func contents(_ key: String) -> [UInt8]? {
        let file = open(path(key), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
            status.st_mode & 0o022 == 0, status.st_size <= limit / 4
        else { return nil }
        return [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { buffer, filled in
            while filled < buffer.count, let base = buffer.baseAddress {
                let count = DiskFiles.readSome(file, base + filled, buffer.count - filled)
                guard count > 0 else { break }
                filled += count
            }
        }
    }

    /// Under a name of its own first: whoever reads sees all of it or nothing.
    private func write(_ bytes: [UInt8], _ path: String) -> Bool {
        let temporary = "\(path).\(getpid())"
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { return false }
        var written = 0
        bytes.withUnsafeBytes { buffer in
            while written < buffer.count, let base = buffer.baseAddress {
                #if canImport(Glibc)
                    let count = Glibc.write(file, base + written, buffer.count - written)
                #elseif canImport(Musl)
                    let count = Musl.write(file, base + written, buffer.count - written)
                #else
                    let count = Darwin.write(file, base + written, buffer.count - written)
                #endif
                guard count > 0 else { break }
                written += count
            }
        }
        close(file)
        if written == bytes.count, rename(temporary, path) == 0 { return true }
        unlink(temporary)
        return false
    }

    private func removeOldest() {
        var found: [(path: String, size: Int, time: Int)] = []
        for entry in DiskFiles().entries(of: folder) where entry.name.contains(Self.suffix) {
            var status = stat()
            let path = joined(folder, entry.name)
            guard lstat(path, &status) == 0 else { continue }
            found.append(
                (path, Int(status.st_size), Int(status.st_mtim.tv_sec) &* 1_000_000 &+ status.st_mtim.tv_nsec / 1000))
        }
        var total = found.reduce(0) { $0 + $1.size }
        var count = found.count
        for entry in found.sorted(by: { $0.time < $1.time }) where total > limit || count > maximumEntries {
            unlink(entry.path)
            total -= entry.size
            count -= 1
        }
    }
}

/// What a scan looks at, with the digest of each.
final class ReadingLog: FileTree {
    enum Kind: Int { case file, folder, absolute }

    struct Entry: Equatable {
        var kind: Kind
        var path: String
        /// Empty for a file that is not there; the path itself for absolute ones.
        var digest: [UInt8]

        init(kind: Kind, path: String, digest: [UInt8]) {
            self.kind = kind
            self.path = path
            self.digest = digest
        }

        init?(_ reader: inout CacheReader) {
            guard let kind = Kind(rawValue: reader.number()) else { return nil }
            self.kind = kind
            path = reader.text()
            digest = reader.block()
            if reader.hasFailed { return nil }
        }

        func write(_ writer: inout CacheWriter) {
            writer.number(kind.rawValue)
            writer.text(path)
            writer.block(digest)
        }
    }

    private struct State {
        var entries: [String: Entry] = [:]
        /// Something was read twice and differed.
        var hasChanged = false
    }

    private let files: any FileTree
    private let state = Mutex(State())

    init(_ files: any FileTree) { self.files = files }

    /// In order of their paths; nil where something changed while it was read.
    var entries: [Entry]? {
        state.withLock { state in
            state.hasChanged ? nil : state.entries.sorted { $0.key < $1.key }.map(\.value)
        }
    }

    private func note(_ entry: Entry) {
        state.withLock { state in
            let key = "\(entry.kind.rawValue)\(entry.path)"
            if let known = state.entries[key], known != entry { state.hasChanged = true }
            state.entries[key] = entry
        }
    }

    func entries(of folder: String) -> [FolderEntry] {
        let found = files.entries(of: folder)
        note(Entry(kind: .folder, path: folder, digest: Self.digest(found)))
        return found
    }

    func read(_ path: String) -> SourceText? {
        let source = files.read(path)
        note(Entry(kind: .file, path: path, digest: Self.digest(source)))
        return source
    }

    func absolute(_ path: String) -> String {
        let found = files.absolute(path)
        note(Entry(kind: .absolute, path: path, digest: Array(found.utf8)))
        return found
    }

    /// How something is now.
    static func entry(_ kind: Kind, _ path: String, _ files: any FileTree) -> Entry {
        switch kind {
        case .file: Entry(kind: kind, path: path, digest: digest(files.read(path)))
        case .folder: Entry(kind: kind, path: path, digest: digest(files.entries(of: path)))
        case .absolute: Entry(kind: kind, path: path, digest: Array(files.absolute(path).utf8))
        }
    }

    private static func digest(_ source: SourceText?) -> [UInt8] {
        source?.withBytes { bytes in
            var hash = SHA256()
            hash.update(bufferPointer: UnsafeRawBufferPointer(bytes))
            return Array(hash.finalize())
        } ?? []
    }

    private static func digest(_ entries: [FolderEntry]) -> [UInt8] {
        var names: [UInt8] = []
        for entry in entries {
            names += entry.name.utf8
            // No name holds either.
            names.append(entry.isFolder ? UInt8(ascii: "/") : 0)
        }
        return Array(SHA256.hash(data: names))
    }
}
