#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// One entry of a folder.
public struct FolderEntry: Sendable, Hashable {
    public var name: String
    public var isFolder: Bool

    public init(name: String, isFolder: Bool) {
        self.name = name
        self.isFolder = isFolder
    }
}

/// Where Go files are read from. Paths have `/` between their parts.
public protocol FileTree: Sendable {
    /// What a folder holds, sorted by name; empty for what is no folder.
    func entries(of folder: String) -> [FolderEntry]
    func read(_ path: String) -> SourceText?
    /// A path from the top of the tree, so that its parents can be told.
    func absolute(_ path: String) -> String
}

extension FileTree {
    public func absolute(_ path: String) -> String { path }
}

/// The file system. Symbolic links to files are followed, those to folders are not: they may form loops.
public struct DiskFiles: FileTree {
    public init() {}

    public func absolute(_ path: String) -> String {
        guard let resolved = realpath(path.isEmpty ? "." : path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    public func entries(of folder: String) -> [FolderEntry] {
        guard let handle = opendir(folder) else { return [] }
        defer { closedir(handle) }
        var found: [FolderEntry] = []
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name == "." || name == ".." { continue }
            var isFolder = entry.pointee.d_type == UInt8(DT_DIR)
            if entry.pointee.d_type == UInt8(DT_UNKNOWN) {
                var status = stat()
                guard lstat(folder + "/" + name, &status) == 0 else { continue }
                isFolder = status.st_mode & S_IFMT == S_IFDIR
            }
            found.append(FolderEntry(name: name, isFolder: isFolder))
        }
        return found.sorted { $0.name < $1.name }
    }

    public func read(_ path: String) -> SourceText? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        let size = Int(status.st_size)
        guard size >= 0, size <= SourceText.maximumSize else { return nil }
        return SourceText(count: size) { room in
            var filled = 0
            while filled < room.count, let base = room.baseAddress {
                let got = Self.readSome(file, base + filled, room.count - filled)
                guard got > 0 else { break }
                filled += got
            }
            return filled
        }
    }

    /// What `read(2)` says.
    package static func readSome(_ file: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
        #if canImport(Glibc)
            Glibc.read(file, buffer, count)
        #elseif canImport(Musl)
            Musl.read(file, buffer, count)
        #else
            Darwin.read(file, buffer, count)
        #endif
    }
}

/// Files in memory, by path: for tests, examples, and sources inside of artifacts.
public struct MemoryFiles: FileTree {
    private let files: [String: [UInt8]]
    private let folders: [String: [FolderEntry]]

    public init(_ files: [String: [UInt8]]) {
        self.files = files
        var folders: [String: Set<FolderEntry>] = [:]
        for path in files.keys {
            var rest = Substring(path)
            var isFolder = false
            while !rest.isEmpty {
                let cut = rest.lastIndex(of: "/")
                let name = cut.map { rest[rest.index(after: $0)...] } ?? rest
                let folder = cut.map { String(rest[..<$0]) } ?? ""
                folders[folder, default: []].insert(FolderEntry(name: String(name), isFolder: isFolder))
                isFolder = true
                rest = rest[..<(cut ?? rest.startIndex)]
            }
        }
        self.folders = folders.mapValues { $0.sorted { $0.name < $1.name } }
    }

    public init(_ files: [String: String]) { self.init(files.mapValues { Array($0.utf8) }) }

    public func entries(of folder: String) -> [FolderEntry] { folders[folder] ?? [] }

    public func read(_ path: String) -> SourceText? { files[path].map { SourceText($0) } }
}

/// `a/b` of `a` and `b`; an empty part leaves the other.
func joined(_ folder: String, _ name: String) -> String {
    if folder.isEmpty { return name }
    if name.isEmpty { return folder }
    return folder.utf8.last == UInt8(ascii: "/") ? folder + name : folder + "/" + name
}
