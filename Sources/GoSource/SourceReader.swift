import Synchronization

/// Reads files by the paths that findings show: relative to the root, or absolute for dependencies.
final class SourceReader: Sendable {
    let root: String
    let files: any FileTree
    private let index = Mutex<[String: Int]>([:])

    init(root: String, files: any FileTree) {
        self.root = root
        self.files = files
    }

    func read(_ path: String) -> SourceText? { files.read(full(path)) }

    func entries(of folder: String) -> [FolderEntry] { files.entries(of: full(folder)) }

    private func full(_ path: String) -> String { path.utf8.first == UInt8(ascii: "/") ? path : joined(root, path) }

    /// Import path to the number of the package.
    var packagesByPath: [String: Int] {
        get { index.withLock { $0 } }
        set { index.withLock { $0 = newValue } }
    }
}
