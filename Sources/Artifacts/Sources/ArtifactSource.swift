import Findings

/// How targets are opened.
public struct OpenOptions: Sendable {
    /// Of a multi-platform image; nil stands for Linux on this machine, or the only one there is.
    public var platform: Platform?
    public var limits: Limits

    public init(platform: Platform? = nil, limits: Limits = Limits()) {
        self.platform = platform
        self.limits = limits
    }
}

/// Something to scan, ready to be read by a `SinglePass`.
public enum ArtifactSource: Sendable {
    case image(any ImageSource)
    /// An archive that can only be read from front to end (standard input, a daemon, a compressed archive); which
    /// image it holds is known only once it is read: see `PassResult.image`.
    case stream(ArchiveStream)
    case folder(FolderSource)
    case file(FileSource)

    public var kind: ArtifactKind {
        switch self {
        case .image: .image
        case .stream: .image
        case .folder: .folder
        case .file: .file
        }
    }

    /// Opens a target on disk or standard input (`-`), detecting its form unless a prefix forces one.
    public static func open(
        _ target: ArtifactTarget, options: OpenOptions = OpenOptions()
    ) throws(ArtifactError) -> ArtifactSource {
        try TargetOpener(target: target, options: options).open()
    }
}
