import Advisories

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
