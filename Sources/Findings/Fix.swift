/// One replacement in a text file. The range is in UTF-8 bytes of the file as it was read.
public struct TextEdit: Sendable, Hashable {
    public var range: Range<Int>
    public var replacement: String

    public init(range: Range<Int>, replacement: String) {
        self.range = range
        self.replacement = replacement
    }
}

/// What clears a finding.
public struct Fix: Sendable, Hashable {
    /// One sentence that a reader can act on.
    public var summary: String
    /// Edits of `path` that a machine can apply; empty where a person must decide.
    public var edits: [TextEdit]
    /// The file the edits are of, relative to the target, where it is not the finding's own.
    public var path: String?

    public init(summary: String, edits: [TextEdit] = [], path: String? = nil) {
        self.summary = summary
        self.edits = edits
        self.path = path
    }
}
