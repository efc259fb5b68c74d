/// The layer a fact was found in.
public struct LayerReference: Sendable, Hashable, Codable {
    /// Position in the image, 0 is the lowest.
    public var index: Int
    /// Digest of the layer as stored (compressed), `sha256:…`; absent for folders.
    public var digest: String?
    /// Digest of the uncompressed tar stream.
    public var diffID: String?
    /// The history line of the image configuration that made the layer.
    public var createdBy: String?

    public init(index: Int, digest: String? = nil, diffID: String? = nil, createdBy: String? = nil) {
        self.index = index
        self.digest = digest
        self.diffID = diffID
        self.createdBy = createdBy
    }
}

/// Where a finding is. Lines and columns count from 1; a column counts Unicode scalars of the line.
public struct Location: Sendable, Hashable, Codable {
    /// Relative to the target, with `/` between its parts and none in front; for an archive inside a layer
    /// `outer.zip!inner.txt`.
    public var path: String
    public var line: Int?
    public var column: Int?
    public var endLine: Int?
    public var endColumn: Int?
    public var layer: LayerReference?

    public init(
        path: String, line: Int? = nil, column: Int? = nil, endLine: Int? = nil, endColumn: Int? = nil,
        layer: LayerReference? = nil
    ) {
        self.path = path
        self.line = line
        self.column = column
        self.endLine = endLine
        self.endColumn = endColumn
        self.layer = layer
    }
}
