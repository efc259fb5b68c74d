/// What tells one version of a file on a server from another (HTTP's ETag and Last-Modified).
public struct FetchStamp: Sendable, Hashable {
    public var entityTag: String?
    public var lastModified: String?

    public init(entityTag: String? = nil, lastModified: String? = nil) {
        self.entityTag = entityTag
        self.lastModified = lastModified
    }
}

public enum FetchOutcome: Sendable, Hashable {
    /// What the stamp describes is still the newest; nothing was written.
    case notModified
    case fetched(size: Int64, stamp: FetchStamp?)
}

/// Brings files; the network is behind it.
///
/// An implementation writes to `path` only when all is there, and goes on where an earlier call broke off.
public protocol AdvisoryFetch: Sendable {
    /// - Parameter progress: bytes that are there, and of how many, where that is known.
    func fetch(
        _ url: String, to path: String, ifNewerThan stamp: FetchStamp?,
        progress: @escaping @Sendable (_ received: Int64, _ total: Int64?) -> Void
    ) async throws -> FetchOutcome
}

/// How far an update is.
public enum UpdateEvent: Sendable, Hashable {
    case fetching(source: String, url: String)
    case progress(source: String, url: String, received: Int64, total: Int64?)
    case fetched(source: String, url: String, outcome: FetchOutcome)
    /// The source is passed over, or its earlier file is used.
    case failed(source: String, url: String, reason: String)
    case reading(source: String)
    case writing
    case verifying
}

/// What an update did.
public struct UpdateReport: Sendable, Hashable {
    public struct Failure: Sendable, Hashable {
        public var source: String
        public var url: String
        public var reason: String
        /// An earlier file of the same address was used instead.
        public var usesEarlier: Bool
    }

    /// False where every file is still the newest and the database is there.
    public var isChanged = false
    public var fetchedFiles = 0
    public var unchangedFiles = 0
    public var failures: [Failure] = []
    /// Absent where nothing was built.
    public var build: BuildReport?
}
