/// A tree of files, some of them with other bytes than they have: how a repair is judged before it is written.
public struct EditedFiles: FileTree {
    private let base: any FileTree
    private let edits: [String: SourceText]

    /// - Parameter edits: bytes by the path that the base knows a file by.
    public init(_ base: any FileTree, edits: [String: [UInt8]]) {
        self.base = base
        self.edits = edits.mapValues { SourceText($0) }
    }

    public func entries(of folder: String) -> [FolderEntry] { base.entries(of: folder) }
    public func read(_ path: String) -> SourceText? { edits[path] ?? base.read(path) }
    public func absolute(_ path: String) -> String { base.absolute(path) }
}
