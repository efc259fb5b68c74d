/// Why a database of rpm's could not be read, wholly or in part.
struct RpmDatabaseFailure: Error, Hashable, CustomStringConvertible {
    var what: String
    /// Byte of the file; absent where SQLite cannot tell.
    var offset: Int?

    var description: String { offset.map { "\(what) at byte \($0)" } ?? what }
}
