/// The forms in which something to scan may lie on disk or come through a pipe.
public enum ArtifactForm: Sendable, Hashable {
    /// A folder with `oci-layout`, `index.json` and `blobs`.
    case layoutFolder
    /// The same in a tar, or a docker-archive (`docker save`, skopeo), also gzip- or zstd-compressed.
    case imageArchive
    /// A tar of a file system (`docker export`).
    case fileSystemArchive
    /// A root file system or any folder.
    case folder
    case file
}

/// What the user named, taken apart: `oci:build/image:v1`, `dir:/mnt`, `-`.
public struct ArtifactTarget: Sendable, Hashable {
    public enum Scheme: String, Sendable, Hashable, CaseIterable {
        case oci
        case dockerArchive = "docker-archive"
        case folder = "dir"
        case file
    }

    /// As the user wrote it.
    public var text: String
    /// Nil where the form is to be detected.
    public var scheme: Scheme?
    /// `-` is standard input.
    public var path: String
    /// The image of a layout or archive that holds several, by tag, name or digest.
    public var tag: String?

    /// Takes a target apart. Prefixes of other rooms (`registry:`, `docker:`, `sbom:`) are not known here.
    public init(_ text: String) {
        self.text = text
        scheme = nil
        path = text
        tag = nil
        for known in Scheme.allCases where text.hasPrefix(known.rawValue + ":") {
            scheme = known
            path = String(text.dropFirst(known.rawValue.count + 1))
        }
        guard scheme == .oci || scheme == .dockerArchive, !FileSystem.exists(path) else { return }
        // `path:tag` and `path@sha256:…`; the path is the longest front part that exists.
        var cut = path.endIndex
        while let mark = path[..<cut].lastIndex(where: { $0 == ":" || $0 == "@" }) {
            let front = String(path[..<mark])
            if FileSystem.exists(front) {
                tag = String(path[path.index(after: mark)...])
                path = front
                return
            }
            cut = mark
        }
    }

    public var isStandardInput: Bool { path == "-" }
}
