import Findings

/// What to look for, and how.
public struct SecretScanOptions: Sendable {
    public var selection: RuleSelection
    /// Put the secrets themselves into facts.
    public var showsSecrets: Bool
    /// A configuration file's rules and allow lists.
    public var configuration: SecretConfiguration?
    public var limits: SecretLimits

    public init(
        selection: RuleSelection = RuleSelection(), showsSecrets: Bool = false,
        configuration: SecretConfiguration? = nil, limits: SecretLimits = SecretLimits()
    ) {
        self.selection = selection
        self.showsSecrets = showsSecrets
        self.configuration = configuration
        self.limits = limits
    }
}

/// What one file may ask for.
public struct SecretLimits: Sendable, Hashable {
    /// Facts of one file; the rest becomes a note.
    public var factsPerFile = 1000
    /// Archives in archives.
    public var archiveDepth = 3
    /// Bytes unpacked from one file of a layer or folder, archives in it included.
    public var unpackedBytes = 512 << 20
    /// Bytes unpacked from one bzip2 stream: it is some twenty times slower than the others, and one file must not hold
    /// up a scan.
    public var bzip2Bytes = 16 << 20
    /// Memory for unpacking one xz or zstd stream.
    public var dictionaryBytes = 80 << 20
    /// Members of one archive.
    public var archiveMembers = 100_000
    /// Bytes of an archive that must be held whole to be read (zip).
    public var heldArchiveBytes = 256 << 20
    /// Encodings within encodings.
    public var decodingDepth = 2
    /// Bytes of one git object.
    public var gitObjectBytes = 64 << 20

    public init() {}
}
