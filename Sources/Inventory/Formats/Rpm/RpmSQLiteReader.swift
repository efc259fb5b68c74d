import SQLite

/// Reads `rpmdb.sqlite`: one table, `Packages`, with a header blob in each row.
enum RpmSQLiteReader {
    /// Calls `body` with each header blob. What the file says of itself is not trusted: a view or a generated column
    /// could compute for ever, and damaged pages can lead to the same rows again and again.
    static func forEachBlob(
        _ content: UnsafeRawBufferPointer, _ body: (Bytes) -> Void
    ) throws(RpmDatabaseFailure) {
        do throws(SQLiteError) {
            let database = try Database.open(bytes: withoutWriteAheadLog(content), name: "rpmdb.sqlite")
            guard try isPlainTable(database) else {
                throw SQLiteError(code: 0, message: "no table of packages", database: "rpmdb.sqlite")
            }
            let rows = try database.prepare("SELECT blob FROM main.Packages")
            // The rows of a sound file do not overlap.
            var bytesLeft = content.count
            while try rows.step() {
                let size = rows.withBlob(0) { blob in
                    body(Bytes(blob))
                    return blob.count
                }
                bytesLeft -= size + leastRowSize
                guard bytesLeft >= 0 else {
                    throw SQLiteError(
                        code: 11, message: "rows hold more bytes than the file", database: "rpmdb.sqlite")
                }
            }
        } catch {
            throw RpmDatabaseFailure(what: error.description)
        }
    }

    /// Length and number of a row take a byte each, at least.
    private static let leastRowSize = 2

    /// rpm writes through a write-ahead log, for which SQLite wants files beside the database even to read it. The log of
    /// an image has been written back, so the mark (bytes 18 and 19 of the header, 2 for such a log) is taken off a copy.
    private static func withoutWriteAheadLog(_ content: UnsafeRawBufferPointer) -> [UInt8] {
        var bytes = [UInt8](content)
        for index in 18...19 where bytes.count > index && bytes[index] == 2 { bytes[index] = 1 }
        return bytes
    }

    private static func isPlainTable(_ database: Database) throws(SQLiteError) -> Bool {
        let schema = try database.prepare(
            "SELECT count(*) FROM main.sqlite_schema WHERE name = 'Packages' AND type = 'table' "
                + "AND sql NOT LIKE 'CREATE VIRTUAL%'")
        guard try schema.step(), schema.integer(0) == 1 else { return false }
        let columns = try database.prepare(
            "SELECT count(*), coalesce(sum(hidden != 0), 0), coalesce(sum(name = 'blob'), 0) "
                + "FROM pragma_table_xinfo('Packages')")
        guard try columns.step() else { return false }
        return columns.integer(0) < 64 && columns.integer(1) == 0 && columns.integer(2) == 1
    }
}
