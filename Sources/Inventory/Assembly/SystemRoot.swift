/// The root of a file system inside an artifact: empty for the artifact's own, `srv/chroot/` for one that lies deeper.
struct SystemRoot: Hashable, Comparable {
    /// Ends with `/` unless empty.
    let prefix: String

    static let top = SystemRoot(prefix: "")

    /// The root of which `path` is `ending`, one of `endings`; the longest fits first.
    init?(of path: String, endings: [String]) {
        guard let ending = endings.first(where: { path.hasSuffix($0) }) else { return nil }
        prefix = String(path.dropLast(ending.count))
    }

    /// The root of a file in a folder `ending`, whatever its name.
    init?(ofFile path: String, in ending: String) {
        guard let slash = path.lastIndex(of: "/") else { return nil }
        let folder = path[..<slash]
        guard folder.hasSuffix(ending) else { return nil }
        prefix = String(folder.dropLast(ending.count))
    }

    private init(prefix: String) { self.prefix = prefix }

    /// The path inside this root; nil where it lies outside.
    func relative(_ path: String) -> Substring? {
        path.hasPrefix(prefix) ? path.dropFirst(prefix.count) : nil
    }

    static func < (left: SystemRoot, right: SystemRoot) -> Bool { left.prefix < right.prefix }
}
