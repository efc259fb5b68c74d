import Findings

/// Looks through all that a repository ever held, whether a branch still shows it or not.
public struct GitHistory: Sendable {
    /// What a history brought.
    public struct Outcome: Sendable {
        /// Path in the repository at the commit that brought it, and the fact.
        public var facts: [(path: String, fact: SecretFact)] = []
        public var notes: [ScanNote] = []
        public var commits = 0
        public var blobs = 0
        public var bytes = 0
    }

    private struct Commit {
        var id: GitObjectID
        var tree: GitObjectID
        var author: String
        /// Seconds since 1970, of the committer.
        var time: Int
    }

    private let objectsFolder: String
    private let scanner: SecretScanner

    /// - Parameter repository: a working tree with `.git`, or a bare repository.
    public init(repository: String, scanner: SecretScanner) throws(SecretError) {
        self.scanner = scanner
        let candidates = [repository + "/.git", Self.linked(repository + "/.git", from: repository), repository]
        let folder = candidates.compactMap(\.self).first {
            FolderListing.isFolder($0 + "/objects") && MappedFile($0 + "/HEAD") != nil
        }
        guard let folder else { throw .repository(path: repository, reason: "no git repository is there") }
        objectsFolder = folder + "/objects"
        if let settings = MappedFile(folder + "/config"),
            Array(settings.bytes).holds(Array("objectformat = sha256".utf8))
        {
            throw .repository(path: repository, reason: "repositories with SHA-256 names cannot be read yet")
        }
    }

    /// The folder that a `.git` file of a submodule or worktree names.
    private static func linked(_ file: String, from repository: String) -> String? {
        guard !FolderListing.isFolder(file), let mapped = MappedFile(file) else { return nil }
        let text = String(decoding: mapped.bytes.prefix(4096), as: UTF8.self)
        guard text.hasPrefix("gitdir: ") else { return nil }
        let target = String(text.dropFirst(8).prefix { $0 != "\n" && $0 != "\r\n" })
        return target.hasPrefix("/") ? target : repository + "/" + target
    }

    public func scan() -> Outcome {
        let limits = scanner.engine.options.limits
        let objects = GitObjects(folder: objectsFolder, limits: limits)
        let worker = SecretWorker(scanner.engine)
        var outcome = Outcome()
        var commits: [Commit] = []
        var blobs: [GitObjectID] = []
        for id in objects.all() {
            guard let (kind, content) = objects.read(id) else {
                outcome.notes.append(ScanNote("git object \(id) could not be read", makesPartial: true))
                continue
            }
            switch kind {
            case .commit: if let commit = Self.commit(id, content) { commits.append(commit) }
            case .blob: if !content.isEmpty { blobs.append(id) }
            case .tree, .tag: break
            }
        }
        let places = Self.places(commits.sorted { ($0.time, $0.id) < ($1.time, $1.id) }, objects)
        outcome.commits = commits.count
        for id in blobs {
            guard let (_, content) = objects.read(id) else { continue }
            outcome.blobs += 1
            outcome.bytes += content.count
            let place = places[id]
            let path = place?.path ?? "(git object \(id))"
            let report = FileReport(path: path, limits: limits)
            content.withUnsafeBytes { ContentScan(worker, report).whole($0) }
            for note in report.notes {
                outcome.notes.append(ScanNote(note, makesPartial: true, location: Location(path: path)))
            }
            for var fact in FactMaker(options: scanner.engine.options).facts(report.found, path: path) {
                if let commit = place?.commit {
                    guard !isAllowed(commit) else { continue }
                    fact.commit = commit.id.description
                    fact.author = commit.author
                    fact.date = Self.day(commit.time)
                }
                outcome.facts.append((path, fact))
            }
        }
        outcome.notes += objects.notes.map { ScanNote($0, makesPartial: true) }
        outcome.facts.sort { ($0.path, $0.fact.offset, $0.fact.ruleID) < ($1.path, $1.fact.offset, $1.fact.ruleID) }
        return outcome
    }

    private func isAllowed(_ commit: Commit) -> Bool {
        scanner.engine.allowLists.contains { $0.commits.contains(commit.id.description) }
    }

    // MARK: - Objects

    /// Source: git-commit-tree's format: header lines up to an empty one.
    private static func commit(_ id: GitObjectID, _ content: [UInt8]) -> Commit? {
        var tree: GitObjectID?
        var author = ""
        var time = 0
        for line in content.prefix(1 << 16).split(separator: 0x0A, omittingEmptySubsequences: false) {
            if line.isEmpty { break }
            if line.starts(with: "tree ".utf8) { tree = GitObjectID(hexadecimal: line.dropFirst(5)) }
            if line.starts(with: "author ".utf8) {
                let end = line.lastIndex(of: UInt8(ascii: ">")) ?? (line.endIndex - 1)
                author = String(decoding: line[(line.startIndex + 7)...end], as: UTF8.self)
            }
            if line.starts(with: "committer ".utf8) {
                let words = line.split(separator: 0x20)
                if words.count >= 2 { time = Int(String(decoding: words[words.count - 2], as: UTF8.self)) ?? 0 }
                time = min(max(time, 0), 253_402_300_799)
            }
        }
        return tree.map { Commit(id: id, tree: $0, author: author, time: time) }
    }

    /// The first commit, by time, that holds each blob, and the blob's path there. Every tree is read once.
    private static func places(
        _ commits: [Commit], _ objects: GitObjects
    ) -> [GitObjectID: (path: String, commit: Commit)] {
        var places: [GitObjectID: (path: String, commit: Commit)] = [:]
        var seen = Set<GitObjectID>()
        for commit in commits {
            var open: [(tree: GitObjectID, path: String, depth: Int)] = [(commit.tree, "", 0)]
            while let (tree, path, depth) = open.popLast() {
                guard depth < depthLimit, seen.insert(tree).inserted, let (kind, content) = objects.read(tree),
                    kind == .tree
                else { continue }
                content.withUnsafeBytes { bytes in
                    forEachEntry(bytes) { name, isTree, id in
                        let inner = path.isEmpty ? name : path + "/" + name
                        if isTree {
                            open.append((id, inner, depth + 1))
                        } else if places[id] == nil {
                            places[id] = (inner, commit)
                        }
                    }
                }
            }
        }
        return places
    }

    private static let depthLimit = 256

    /// A tree: `mode name\0` and 20 bytes, repeated.
    private static func forEachEntry(_ bytes: UnsafeRawBufferPointer, take: (String, Bool, GitObjectID) -> Void) {
        var at = 0
        while at < bytes.count {
            var end = at
            while end < bytes.count, bytes[end] != 0 { end += 1 }
            guard let id = GitObjectID(bytes, at: end + 1) else { return }
            let entry = bytes[at..<end]
            if let space = entry.firstIndex(of: 0x20) {
                let mode = entry[..<space]
                let isLink = mode.elementsEqual("160000".utf8)
                if !isLink {
                    take(
                        String(decoding: entry[(space + 1)...], as: UTF8.self), mode.elementsEqual("40000".utf8), id)
                }
            }
            at = end + 1 + GitObjectID.size
        }
    }

    /// The day of a time in UTC, `YYYY-MM-DD`. Source: H. Hinnant, "chrono-compatible low-level date algorithms".
    private static func day(_ seconds: Int) -> String {
        let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400 + 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let ofEra = days - era * 146_097
        let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * year + year / 4 - year / 100)
        let part = (5 * ofYear + 2) / 153
        let day = ofYear - (153 * part + 2) / 5 + 1
        let month = part < 10 ? part + 3 : part - 9
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(year + era * 400 + (month <= 2 ? 1 : 0))-\(two(month))-\(two(day))"
    }
}
