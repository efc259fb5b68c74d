import CSQLite

/// A prepared statement; bind, step, read columns, reset.
///
/// Invariant: `handle` is valid from `init` to `deinit`; buffers from `withBlob` live only during the call.
public final class Statement {
    private let handle: OpaquePointer
    private let database: Database

    /// For values that SQLite must copy (`SQLITE_TRANSIENT` is no constant that Swift imports).
    private static var transient: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

    init(database: Database, sql: String) throws(SQLiteError) {
        var prepared: OpaquePointer?
        let code = sqlite3_prepare_v3(database.handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
        guard code == SQLITE_OK, let handle = prepared else { throw database.failure(code) }
        self.handle = handle
        self.database = database
    }

    deinit { sqlite3_finalize(handle) }

    /// Parameters count from 1.
    public func bind(_ index: Int, _ value: Int64) throws(SQLiteError) {
        try check(sqlite3_bind_int64(handle, Int32(index), value))
    }

    public func bind(_ index: Int, _ value: Int) throws(SQLiteError) { try bind(index, Int64(value)) }

    public func bind(_ index: Int, _ value: Double) throws(SQLiteError) {
        try check(sqlite3_bind_double(handle, Int32(index), value))
    }

    /// Nil binds NULL.
    public func bind(_ index: Int, _ value: String?) throws(SQLiteError) {
        guard var value else { return try bindNull(index) }
        let code = value.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { text in
                sqlite3_bind_text(
                    handle, Int32(index), text.baseAddress ?? Self.empty, Int32(clamping: text.count), Self.transient)
            }
        }
        try check(code)
    }

    public func bind(_ index: Int, blob: [UInt8]) throws(SQLiteError) {
        let code = blob.withUnsafeBytes { bytes in
            bytes.isEmpty
                ? sqlite3_bind_zeroblob(handle, Int32(index), 0)
                : sqlite3_bind_blob64(
                    handle, Int32(index), bytes.baseAddress, UInt64(bytes.count), Self.transient)
        }
        try check(code)
    }

    public func bindNull(_ index: Int) throws(SQLiteError) { try check(sqlite3_bind_null(handle, Int32(index))) }

    private static var empty: UnsafePointer<CChar>? { UnsafePointer(bitPattern: 1) }

    private func check(_ code: Int32) throws(SQLiteError) {
        guard code == SQLITE_OK else { throw database.failure(code) }
    }

    /// True while there is a row.
    @discardableResult
    public func step() throws(SQLiteError) -> Bool {
        let code = sqlite3_step(handle)
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw database.failure(code)
        }
    }

    /// Makes the statement ready to run again; bound values stay.
    public func reset() { sqlite3_reset(handle) }

    /// Runs a statement that gives no rows, and resets it.
    public func run() throws(SQLiteError) {
        defer { reset() }
        while try step() {}
    }

    // MARK: - Columns of the row, from 0

    public func isNull(_ column: Int) -> Bool { sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL }

    public func integer(_ column: Int) -> Int64 { sqlite3_column_int64(handle, Int32(column)) }

    public func real(_ column: Int) -> Double { sqlite3_column_double(handle, Int32(column)) }

    /// Empty for NULL; ill-formed UTF-8 is repaired.
    public func text(_ column: Int) -> String {
        guard let start = sqlite3_column_text(handle, Int32(column)) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, Int32(column)))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    public func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }

    /// The bytes of a blob, in place, during the call.
    public func withBlob<Result>(_ column: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        guard let start = sqlite3_column_blob(handle, Int32(column)) else {
            return body(UnsafeRawBufferPointer(start: nil, count: 0))
        }
        let count = Int(sqlite3_column_bytes(handle, Int32(column)))
        return body(UnsafeRawBufferPointer(start: start, count: count))
    }

    public func blob(_ column: Int) -> [UInt8] { withBlob(column) { Array($0) } }
}
