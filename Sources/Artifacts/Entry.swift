/// One file of a layer or folder as it streams by.
public struct Entry: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        case file
        case folder
        /// Target as written, not resolved.
        case symbolicLink(target: String)
        /// Path of the file it is another name of, normalised like `path`.
        case hardLink(target: String)
        case characterDevice, blockDevice, fifo
    }

    /// Normalised: relative to the root, no leading `/` or `./`, no `.` or `..` parts, no doubled `/`.
    /// Bytes that are not UTF-8 stand as U+FFFD.
    public var path: String
    public var kind: Kind
    /// Permission bits with set-uid, set-gid and sticky (octal 07777).
    public var mode: UInt16
    public var userID: UInt32
    public var groupID: UInt32
    /// Bytes of content.
    public var size: Int64
    /// Seconds since 1970.
    public var modified: Int64

    public init(
        path: String, kind: Kind = .file, mode: UInt16 = 0o644, userID: UInt32 = 0, groupID: UInt32 = 0,
        size: Int64 = 0, modified: Int64 = 0
    ) {
        self.path = path
        self.kind = kind
        self.mode = mode
        self.userID = userID
        self.groupID = groupID
        self.size = size
        self.modified = modified
    }

    public var isExecutable: Bool { mode & 0o111 != 0 }
    public var isSetUID: Bool { mode & 0o4000 != 0 }
}
