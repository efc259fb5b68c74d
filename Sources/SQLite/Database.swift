import CSQLite

/// A connection to one SQLite database, for one task at a time.
///
/// Invariant: `handle` is open from `init` to `deinit`; statements keep their database alive.
/// Databases may be hostile (an image's rpmdb.sqlite): no extension is loaded, the schema is not trusted, and cell sizes
/// are checked. Source: "Defense Against The Dark Arts" of SQLite's documentation.
public final class Database {
    let handle: OpaquePointer
    /// Keeps the bytes alive that an in-memory database lies in.
    private let image: [UInt8]?
    private let name: String

    private init(handle: OpaquePointer, image: [UInt8]?, name: String) {
        self.handle = handle
        self.image = image
        self.name = name
    }

    deinit { sqlite3_close_v2(handle) }

    /// How a file is opened.
    public enum Mode: Sendable {
        /// The file is neither written nor locked, and nothing is put beside it.
        case readOnly
        case readWrite
        /// Made anew where it does not exist.
        case create
    }

    /// Opens a file.
    public static func open(path: String, mode: Mode = .readOnly) throws(SQLiteError) -> Database {
        let flags: Int32
        switch mode {
        case .readOnly: flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
        case .readWrite: flags = SQLITE_OPEN_READWRITE
        case .create: flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        }
        // `immutable` spares the locks and the look for a journal; the file is replaced by rename, never rewritten.
        let target = mode == .readOnly ? "file:\(uriEscaped(path))?mode=ro&immutable=1" : path
        return try connect(target, flags: flags, image: nil, name: path)
    }

    /// Opens a database that lies in memory, in place and read-only. `bytes` must outlive the connection, as the bytes of
    /// the embedded snapshot do.
    public static func open(
        unownedBytes bytes: UnsafeRawBufferPointer, name: String
    ) throws(SQLiteError) -> Database {
        let database = try connect(
            ":memory:", flags: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY, image: nil, name: name)
        try database.deserialize(bytes)
        return database
    }

    /// Opens a database that lies in memory, in place and read-only.
    public static func open(bytes: [UInt8], name: String) throws(SQLiteError) -> Database {
        let database = try connect(
            ":memory:", flags: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY, image: bytes, name: name
        )
        // The array's buffer stays where it is while `image` keeps it and nobody writes to it.
        let outcome = (database.image ?? []).withUnsafeBytes { buffer -> Result<Void, SQLiteError> in
            do throws(SQLiteError) {
                return .success(try database.deserialize(buffer))
            } catch {
                return .failure(error)
            }
        }
        try outcome.get()
        return database
    }

    /// An empty database in memory.
    public static func inMemory() throws(SQLiteError) -> Database {
        try connect(
            ":memory:", flags: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY, image: nil,
            name: "memory")
    }

    private static func connect(
        _ target: String, flags: Int32, image: [UInt8]?, name: String
    ) throws(SQLiteError) -> Database {
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(target, &opened, flags | SQLITE_OPEN_NOMUTEX, nil)
        guard let handle = opened else { throw SQLiteError(code: code, message: "out of memory", database: name) }
        let database = Database(handle: handle, image: image, name: name)
        guard code == SQLITE_OK else { throw database.failure(code) }
        try database.execute("PRAGMA trusted_schema=OFF")
        try database.execute("PRAGMA cell_size_check=ON")
        return database
    }

    private func deserialize(_ bytes: UnsafeRawBufferPointer) throws(SQLiteError) {
        guard let start = bytes.baseAddress, bytes.count >= 512 else {
            throw SQLiteError(code: SQLITE_NOTADB, message: "too short for a database", database: name)
        }
        // SQLITE_DESERIALIZE_READONLY promises that the bytes are not written to.
        let pointer = UnsafeMutablePointer(mutating: start.assumingMemoryBound(to: UInt8.self))
        let code = sqlite3_deserialize(
            handle, "main", pointer, Int64(bytes.count), Int64(bytes.count), UInt32(SQLITE_DESERIALIZE_READONLY))
        guard code == SQLITE_OK else { throw failure(code) }
    }

    func failure(_ code: Int32) -> SQLiteError {
        SQLiteError(code: code, message: String(cString: sqlite3_errmsg(handle)), database: name)
    }

    /// Runs statements that give no rows.
    public func execute(_ sql: String) throws(SQLiteError) {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw failure(code) }
    }

    public func prepare(_ sql: String) throws(SQLiteError) -> Statement { try Statement(database: self, sql: sql) }

    /// Runs `body` between BEGIN and COMMIT; rolls back where it throws.
    public func transaction<Result>(_ body: () throws(SQLiteError) -> Result) throws(SQLiteError) -> Result {
        try execute("BEGIN")
        do throws(SQLiteError) {
            let result = try body()
            try execute("COMMIT")
            return result
        } catch {
            sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
            throw error
        }
    }

    /// The problems that `PRAGMA integrity_check` names; empty for a sound database.
    public func integrityProblems(atMost limit: Int = 20) throws(SQLiteError) -> [String] {
        let statement = try prepare("PRAGMA integrity_check(\(limit))")
        var problems: [String] = []
        while try statement.step() {
            let line = statement.text(0)
            if line != "ok" { problems.append(line) }
        }
        return problems
    }

    /// Characters that mean something in SQLite's file URIs.
    private static func uriEscaped(_ path: String) -> String {
        var escaped = ""
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "?"): escaped += "%3f"
            case UInt8(ascii: "#"): escaped += "%23"
            case UInt8(ascii: "%"): escaped += "%25"
            default: escaped.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        return path.utf8.allSatisfy { $0 < 0x80 } ? escaped : path
    }
}
