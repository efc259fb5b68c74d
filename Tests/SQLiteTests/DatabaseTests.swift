import CSQLite
import Foundation
import SQLite
import TestSupport
import Testing

@Suite struct DatabaseTests {
    private func sample() throws -> [UInt8] {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("sqlite-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let database = try Database.open(path: path, mode: .create)
        try database.execute("CREATE TABLE t(i INTEGER, r REAL, s TEXT, b BLOB)")
        try database.transaction { () throws(SQLiteError) in
            let insert = try database.prepare("INSERT INTO t VALUES(?,?,?,?)")
            for number in 0..<1000 {
                try insert.bind(1, number)
                try insert.bind(2, Double(number) / 2)
                try insert.bind(3, number == 0 ? "" : "row \(number) ü")
                try insert.bind(4, blob: [UInt8](repeating: 7, count: number % 5))
                try insert.run()
            }
        }
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    @Test func readsBackWhatWasWrittenFromMemory() throws {
        let database = try Database.open(bytes: try sample(), name: "sample")
        let query = try database.prepare("SELECT i, r, s, b FROM t WHERE i >= ? ORDER BY i")
        try query.bind(1, 998)
        #expect(try query.step())
        #expect(query.integer(0) == 998)
        #expect(query.real(1) == 499)
        #expect(query.text(2) == "row 998 ü")
        #expect(query.blob(3) == [7, 7, 7])
        #expect(try query.step())
        #expect(try !query.step())
        #expect(try database.integrityProblems().isEmpty)
    }

    @Test func anEmptyTextIsNotNull() throws {
        let database = try Database.open(bytes: try sample(), name: "sample")
        let query = try database.prepare("SELECT s FROM t WHERE i = 0")
        #expect(try query.step())
        #expect(query.optionalText(0) == "")
    }

    @Test func aDatabaseInMemoryCannotBeWritten() throws {
        let database = try Database.open(bytes: try sample(), name: "sample")
        #expect(throws: SQLiteError.self) { try database.execute("DELETE FROM t") }
    }

    @Test func aTransactionThatThrowsLeavesNothing() throws {
        let database = try Database.inMemory()
        try database.execute("CREATE TABLE t(i)")
        #expect(throws: SQLiteError.self) {
            try database.transaction { () throws(SQLiteError) in
                try database.execute("INSERT INTO t VALUES(1)")
                try database.execute("INSERT INTO nowhere VALUES(1)")
            }
        }
        let count = try database.prepare("SELECT count(*) FROM t")
        #expect(try count.step())
        #expect(count.integer(0) == 0)
    }

    @Test func whatIsNoDatabaseIsNamed() {
        let error = #expect(throws: SQLiteError.self) { try Database.open(bytes: [1, 2, 3], name: "Packages") }
        #expect(error?.description.contains("Packages") == true)
        #expect(throws: SQLiteError.self) { try Database.open(path: "/nonexistent/advisories.db") }
    }

    /// Any damage ends in an error or in rows, never in a crash.
    @Test func damageIsSurvived() throws {
        let sound = try sample()
        var generator = SeededNumbers(seed: 42)
        for _ in 0..<300 {
            var bytes = sound
            for _ in 0..<(1 + Int(generator.next() % 20)) {
                bytes[Int(generator.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: generator.next())
            }
            if generator.next() % 4 == 0 { bytes.removeLast(Int(generator.next() % UInt64(bytes.count))) }
            guard let database = try? Database.open(bytes: bytes, name: "damaged"),
                let query = try? database.prepare("SELECT i, r, s, b FROM t")
            else { continue }
            var rows = 0
            while rows < 5000, (try? query.step()) == true {
                rows += 1
                _ = query.text(2)
                _ = query.blob(3)
            }
            _ = try? database.integrityProblems()
        }
    }
}
