import Advisories
import Synchronization

/// Finds the advisory database to judge by: the one that was named, else the user's own, else the embedded snapshot.
public struct AdvisoryStore: Sendable {
    /// Nil: the user's own or the embedded one.
    public var path: String?

    public init(path: String? = nil) { self.path = path }

    /// Where `db update` keeps the user's own database.
    public static var userPath: String? { UserCache.folder.map { $0 + "/advisories.db" } }

    /// A connection of its own for the caller.
    func open() throws -> AdvisoryDatabase {
        if let path { return try AdvisoryDatabase.open(path: path) }
        if let own = Self.userPath, FileBytes.exists(own) { return try AdvisoryDatabase.open(path: own) }
        return try AdvisoryDatabase.embedded()
    }
}

/// The advisory database of one scan: opened once, and handed to whoever asks.
final class OpenAdvisories: Sendable {
    private let store: AdvisoryStore
    private let first: Mutex<AdvisoryDatabase>

    /// - Throws: where there is no database, or it cannot be read.
    init(_ store: AdvisoryStore) throws {
        self.store = store
        first = Mutex(try store.open())
    }

    /// A connection is for one task at a time: while the first is in use, another task gets one of its own rather than
    /// wait.
    func withDatabase<Result: Sendable>(_ body: (AdvisoryDatabase) throws -> Result) throws -> Result {
        if let result = try first.withLockIfAvailable({ try body($0) }) { return result }
        return try body(store.open())
    }
}
