import Synchronization

/// Reads files by the paths that findings show: relative to the target, or absolute outside of it.
///
/// The target may be a folder inside of a module. Then `root` is the module's folder and `target` the way from there.
final class SourceReader: Sendable {
    let root: String
    let target: String
    private let files: any FileTree
    private let index = Mutex<[String: Int]>([:])

    /// Parents further up than this are not asked for a go.mod.
    private static let maximumParents = 32

    init(target: String, files: any FileTree) {
        // A file alone is a folder of one.
        if target.hasSuffix(".go"), let text = files.read(target) {
            let name = target.split(separator: "/").last.map(String.init) ?? target
            self.files = MemoryFiles([name: Array(text.bytes)])
            root = ""
            self.target = ""
            return
        }
        self.files = files
        let whole = files.absolute(target)
        var folder = Substring(whole)
        for _ in 0..<Self.maximumParents {
            if files.read(joined(String(folder), "go.mod")) != nil {
                root = String(folder)
                self.target = ImportResolver.relative(whole, to: root) ?? ""
                return
            }
            guard let cut = folder.lastIndex(of: "/"), cut > folder.startIndex else { break }
            folder = folder[..<cut]
        }
        root = whole
        self.target = ""
    }

    // MARK: Paths from the root

    func read(_ path: String) -> SourceText? { files.read(full(path)) }

    func entries(of folder: String) -> [FolderEntry] { files.entries(of: full(folder)) }

    private func full(_ path: String) -> String { path.utf8.first == UInt8(ascii: "/") ? path : joined(root, path) }

    // MARK: Paths as they are shown

    func shown(_ path: String) -> String {
        if target.isEmpty || path.utf8.first == UInt8(ascii: "/") { return path }
        return ImportResolver.relative(path, to: target) ?? joined(root, path)
    }

    func readShown(_ path: String) -> SourceText? {
        path.utf8.first == UInt8(ascii: "/") ? files.read(path) : read(joined(target, path))
    }

    /// Import path to the number of the package.
    var packagesByPath: [String: Int] {
        get { index.withLock { $0 } }
        set { index.withLock { $0 = newValue } }
    }
}
