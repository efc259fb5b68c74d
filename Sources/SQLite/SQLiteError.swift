/// What SQLite says of a failed call.
public struct SQLiteError: Error, Sendable, Hashable, CustomStringConvertible {
    /// SQLite's result code (`SQLITE_CORRUPT` is 11, `SQLITE_NOTADB` 26).
    public var code: Int32
    public var message: String
    /// Path or name of the database.
    public var database: String

    public init(code: Int32, message: String, database: String) {
        self.code = code
        self.message = message
        self.database = database
    }

    public var description: String { "\(database): \(message) (SQLite \(code))" }
}
