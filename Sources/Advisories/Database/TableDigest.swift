import Crypto
import SQLite

/// SHA-256 over the rows of a query: of each column its length and bytes.
enum TableDigest {
    static func compute(_ database: Database, query: String) throws(SQLiteError) -> (rows: Int, sha256: String) {
        let statement = try database.prepare(query)
        let columns = query.prefix { $0 != "F" }.split(separator: ",").count
        var hash = SHA256()
        var rows = 0
        while try statement.step() {
            rows += 1
            for column in 0..<columns {
                // Numbers and texts are hashed as SQLite writes them; a blob comes out as its bytes.
                statement.withBlob(column) { bytes in
                    withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { hash.update(bufferPointer: $0) }
                    hash.update(bufferPointer: bytes)
                }
            }
        }
        return (rows, hex(hash.finalize()))
    }

    static func hex(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
