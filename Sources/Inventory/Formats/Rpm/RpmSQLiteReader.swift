/// Reads `rpmdb.sqlite`.
enum RpmSQLiteReader {
    static func forEachBlob(
        _ content: UnsafeRawBufferPointer, _ body: (Bytes) -> Void
    ) throws(RpmDatabaseFailure) {
        throw RpmDatabaseFailure(what: "SQLite databases are not read yet")
    }
}
