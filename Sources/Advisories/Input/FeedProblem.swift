/// What is wrong with a record, a document or an archive, in one sentence without its place.
struct FeedProblem: Error, Hashable, CustomStringConvertible {
    var description: String

    init(_ description: String) { self.description = description }
}

/// What feeds may ask of us. All of it is far above what upstream serves.
public struct FeedLimits: Sendable, Hashable {
    /// Bytes of one document, unpacked.
    public var document: Int
    /// Bytes of all that one archive or packed file unpacks to.
    public var unpacked: Int64
    /// Bytes out for one byte in, once more than 256 MB are unpacked.
    public var ratio: Int64
    /// Entries of one archive; files of one folder tree.
    public var entries: Int
    /// Bad records of one feed that are passed over; one in ten of its records may be bad where that is more.
    public var badRecords: Int

    public init(
        document: Int = 1 << 30, unpacked: Int64 = 64 << 30, ratio: Int64 = 200, entries: Int = 4_000_000,
        badRecords: Int = 100
    ) {
        self.document = document
        self.unpacked = unpacked
        self.ratio = ratio
        self.entries = entries
        self.badRecords = badRecords
    }
}
