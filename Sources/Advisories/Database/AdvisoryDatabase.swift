import CSnapshot
import Findings
import Inventory
import SQLite

/// What a database holds.
public struct DatabaseStatistics: Sendable, Hashable {
    /// Packages that advisories name, by ecosystem (`Go`, `Debian:12`).
    public var packages: [String: Int] = [:]
    /// CVE ids with ratings, KEV or EPSS.
    public var scores = 0
    /// Products with release dates.
    public var products = 0
    /// Records of the sources that could not be read.
    public var skipped = 0
    /// Bytes.
    public var size = 0
}

/// A built advisory database, opened read-only; for one task at a time (opening costs less than 2 ms: each task opens
/// its own).
public final class AdvisoryDatabase: AdvisoryLookup {
    let database: Database
    /// `embedded`, or the path.
    public let origin: String
    private let shared: [String]
    private let ecosystems: [Ecosystem: Int64]
    private let packageQuery: Statement
    private let advisoryQuery: Statement
    private let scoreQuery: Statement

    /// The snapshot inside the program, in place.
    public static func embedded() throws(AdvisoryError) -> AdvisoryDatabase {
        let count = drydock_snapshot_length()
        guard count > 0, let start = drydock_snapshot_bytes() else { throw .noSnapshot }
        // The bytes are constants of the program: they outlive every connection.
        let bytes = UnsafeRawBufferPointer(start: start, count: count)
        return try make("embedded") { () throws(SQLiteError) in
            try Database.open(unownedBytes: bytes, name: "embedded")
        }
    }

    public static func open(path: String) throws(AdvisoryError) -> AdvisoryDatabase {
        switch SystemCall.kind(of: path) {
        case .file: break
        case .folder: throw .unreadable(path: path, reason: "it is a folder")
        case .other: throw .unreadable(path: path, reason: "it is no file")
        case nil: throw .unreadable(path: path, reason: "there is no such file")
        }
        return try make(path) { () throws(SQLiteError) in try Database.open(path: path) }
    }

    /// A database that lies in memory.
    public static func open(bytes: [UInt8], name: String) throws(AdvisoryError) -> AdvisoryDatabase {
        try make(name) { () throws(SQLiteError) in try Database.open(bytes: bytes, name: name) }
    }

    private static func make(
        _ origin: String, _ open: () throws(SQLiteError) -> Database
    ) throws(AdvisoryError) -> AdvisoryDatabase {
        let database: Database
        let marks: (application: Int, format: Int)
        do throws(SQLiteError) {
            database = try open()
            marks = (try integer(database, "PRAGMA application_id"), try integer(database, "PRAGMA user_version"))
        } catch {
            throw .damaged(origin: origin, problem: error.message)
        }
        guard marks.application == DatabaseFormat.applicationID else {
            throw .damaged(origin: origin, problem: "it is no advisory database")
        }
        guard marks.format == DatabaseFormat.number else {
            throw .incompatible(origin: origin, found: marks.format, wanted: DatabaseFormat.number)
        }
        do throws(SQLiteError) {
            return try AdvisoryDatabase(database, origin: origin)
        } catch {
            throw .damaged(origin: origin, problem: error.message)
        }
    }

    private static func integer(_ database: Database, _ sql: String) throws(SQLiteError) -> Int {
        let statement = try database.prepare(sql)
        return try statement.step() ? Int(truncatingIfNeeded: statement.integer(0)) : 0
    }

    private init(_ database: Database, origin: String) throws(SQLiteError) {
        self.database = database
        self.origin = origin
        let sharedQuery = try database.prepare("SELECT facts FROM shared")
        var texts: [String]?
        if try sharedQuery.step() {
            texts = sharedQuery.withBlob(0) { bytes in
                var reader = FactReader(bytes, shared: [])
                return try? reader.texts()
            }
        }
        guard let texts else { throw Self.damage(origin) }
        shared = texts
        let ecosystemQuery = try database.prepare("SELECT number, name FROM ecosystem")
        var ecosystems: [Ecosystem: Int64] = [:]
        while try ecosystemQuery.step() {
            guard let ecosystem = Ecosystem(key: ecosystemQuery.text(1)) else { continue }
            ecosystems[ecosystem] = ecosystemQuery.integer(0)
        }
        self.ecosystems = ecosystems
        packageQuery = try database.prepare("SELECT facts FROM package WHERE ecosystem = ? AND name = ?")
        advisoryQuery = try database.prepare("SELECT facts FROM advisory WHERE number = ?")
        scoreQuery = try database.prepare("SELECT facts FROM score WHERE cve = ?")
    }

    static func damage(_ origin: String) -> SQLiteError {
        SQLiteError(code: 11, message: "a row is malformed", database: origin)
    }

    /// Runs a lookup; whatever goes wrong in it means that the database is damaged.
    private func lookup<Result>(_ body: () throws(SQLiteError) -> Result) throws(AdvisoryError) -> Result {
        do throws(SQLiteError) {
            return try body()
        } catch {
            throw .damaged(origin: origin, problem: error.message)
        }
    }

    /// Reads the facts of the row that a statement stands on.
    private func facts<Value>(
        _ statement: Statement, _ column: Int = 0, _ body: (inout FactReader) throws(FactDamage) -> Value
    ) throws(SQLiteError) -> Value {
        let value = statement.withBlob(column) { bytes -> Value? in
            var reader = FactReader(bytes, shared: shared)
            do throws(FactDamage) {
                let value = try body(&reader)
                return reader.isAtEnd ? value : nil
            } catch {
                return nil
            }
        }
        guard let value else { throw Self.damage(origin) }
        return value
    }

    public func candidates(for keys: [PackageKey]) throws(AdvisoryError) -> [[AdvisorySlice]] {
        try lookup { () throws(SQLiteError) in
            var known: [PackageKey: [AdvisorySlice]] = [:]
            var answers: [[AdvisorySlice]] = []
            answers.reserveCapacity(keys.count)
            for key in keys {
                if let slices = known[key] {
                    answers.append(slices)
                    continue
                }
                let slices = try self.slices(of: key)
                known[key] = slices
                answers.append(slices)
            }
            return answers
        }
    }

    private func slices(of key: PackageKey) throws(SQLiteError) -> [AdvisorySlice] {
        guard let number = ecosystems[key.ecosystem] else { return [] }
        try packageQuery.bind(1, number)
        try packageQuery.bind(2, key.name)
        defer { packageQuery.reset() }
        guard try packageQuery.step() else { return [] }
        var stored = try slices(packageQuery, 0, key)
        for index in stored.indices {
            guard let number = stored[index].reference else { continue }
            try advisoryQuery.bind(1, number)
            defer { advisoryQuery.reset() }
            guard try advisoryQuery.step() else { throw Self.damage(origin) }
            stored[index].slice.advisory = try facts(advisoryQuery) { reader throws(FactDamage) in
                try reader.advisory()
            }
        }
        return stored.map(\.slice)
    }

    /// A slice whose advisory may stand in the table of advisories.
    private struct Stored {
        var slice: AdvisorySlice
        var reference: Int?
    }

    private func slices(_ statement: Statement, _ column: Int, _ key: PackageKey) throws(SQLiteError) -> [Stored] {
        try facts(statement, column) { reader throws(FactDamage) in
            let count = try reader.count()
            var stored: [Stored] = []
            stored.reserveCapacity(count)
            for _ in 0..<count {
                let reference = try reader.number()
                let advisory = reference == 0 ? try reader.advisory() : Advisory(id: "", feed: "")
                var affected: [AffectedPackage] = []
                for _ in 0..<(try reader.count()) { affected.append(try reader.affected(key.ecosystem, key.name)) }
                guard !affected.isEmpty else { throw FactDamage() }
                stored.append(
                    Stored(
                        slice: AdvisorySlice(advisory, affected: affected),
                        reference: reference == 0 ? nil : reference))
            }
            return stored
        }
    }

    public func scores(ids: [String]) throws(AdvisoryError) -> [String: VulnerabilityScores] {
        try lookup { () throws(SQLiteError) in
            var answers: [String: VulnerabilityScores] = [:]
            for id in ids where answers[id] == nil {
                guard let key = PackedIdentifier.key(ofCVE: id) else { continue }
                try scoreQuery.bind(1, key)
                defer { scoreQuery.reset() }
                guard try scoreQuery.step() else { continue }
                answers[id] = try facts(scoreQuery) { reader throws(FactDamage) in try reader.scores() }
            }
            return answers
        }
    }

    /// Release lines of a product by endoflife.date's name (`debian`, `go`), newest first; empty where it is not known.
    public func endOfLife(product: String) throws(AdvisoryError) -> [ReleaseCycle] {
        try lookup { () throws(SQLiteError) in
            let query = try database.prepare("SELECT facts FROM lifecycle WHERE product = ?")
            try query.bind(1, product)
            guard try query.step() else { return [] }
            return try facts(query) { reader throws(FactDamage) in try reader.cycles() }
        }
    }

    /// All products, as the inventory's judgement of operating systems and toolchains wants them.
    public func endOfLifeTable() throws(AdvisoryError) -> EndOfLifeTable {
        try lookup { () throws(SQLiteError) in
            var table = EndOfLifeTable()
            let query = try database.prepare("SELECT product, facts FROM lifecycle")
            while try query.step() {
                let cycles = try facts(query, 1) { reader throws(FactDamage) in try reader.cycles() }
                table.products[query.text(0)] = cycles.map { cycle in
                    EndOfLifeTable.Release(
                        cycle: cycle.cycle, codename: cycle.codename, endOfLife: cycle.endOfLife,
                        hasEnded: cycle.hasEnded, endOfExtendedSupport: cycle.endOfExtendedSupport)
                }
            }
            return table
        }
    }

    /// Sources with their days, and the age of the data.
    ///
    /// - Parameters:
    ///   - day: the day of the scan, `YYYY-MM-DD`.
    ///   - feeds: the sources that matter to what was scanned; the age is that of the oldest of them. By default the Go
    ///     vulnerability database, which every scan needs.
    public func snapshot(
        on day: String, feeds: Set<String> = ["go-vulndb"]
    ) throws(AdvisoryError) -> SnapshotInfo {
        try lookup { () throws(SQLiteError) in
            var sources: [SnapshotSource] = []
            let query = try database.prepare("SELECT name, date, records, licence FROM source ORDER BY name")
            while try query.step() {
                let licence = query.text(3)
                sources.append(
                    SnapshotSource(
                        name: query.text(0), date: query.text(1), records: Int(query.integer(2)),
                        licence: licence.isEmpty ? nil : licence))
            }
            let wanted = sources.contains { feeds.contains($0.name) } ? feeds : Set(sources.map(\.name))
            let oldest = sources.filter { wanted.contains($0.name) }.compactMap { Day($0.date) }.min()
            let age = oldest.flatMap { oldest in Day(day).map { max(0, $0.number - oldest.number) } }
            return SnapshotInfo(origin: origin, sources: sources, ageInDays: age, isEmbedded: origin == "embedded")
        }
    }

    /// What is in it, for `db status`.
    public func statistics() throws(AdvisoryError) -> DatabaseStatistics {
        try lookup { () throws(SQLiteError) in
            var statistics = DatabaseStatistics()
            let packages = try database.prepare(
                "SELECT e.name, count(*) FROM package p JOIN ecosystem e ON e.number = p.ecosystem GROUP BY e.number")
            while try packages.step() { statistics.packages[packages.text(0)] = Int(packages.integer(1)) }
            func count(_ sql: String) throws(SQLiteError) -> Int {
                let query = try database.prepare(sql)
                return try query.step() ? Int(query.integer(0)) : 0
            }
            statistics.scores = try count("SELECT count(*) FROM score")
            statistics.products = try count("SELECT count(*) FROM lifecycle")
            statistics.skipped = try count("SELECT sum(skipped) FROM source")
            statistics.size = try count("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
            return statistics
        }
    }

    /// What `db verify` checks: SQLite's own integrity check, the digest of every table, and that every row can be read.
    /// Empty where all is well.
    public func problems() throws(AdvisoryError) -> [String] {
        try lookup { () throws(SQLiteError) in
            var problems = try database.integrityProblems()
            let digests = try database.prepare("SELECT rows, sha256 FROM digest WHERE name = ?")
            for (table, query) in DatabaseFormat.digested {
                try digests.bind(1, table)
                defer { digests.reset() }
                guard try digests.step() else {
                    problems.append("there is no digest of table \(table)")
                    continue
                }
                let found = try TableDigest.compute(database, query: query)
                if found.rows != Int(digests.integer(0)) || found.sha256 != digests.text(1) {
                    problems.append("table \(table) is not what its digest says")
                }
            }
            let query = try database.prepare(
                "SELECT e.name, p.name FROM package p, ecosystem e ON e.number = p.ecosystem")
            while try query.step() {
                guard let ecosystem = Ecosystem(key: query.text(0)) else {
                    problems.append("ecosystem \(query.text(0)) is not known")
                    break
                }
                _ = try slices(of: PackageKey(ecosystem, query.text(1)))
            }
            let scores = try database.prepare("SELECT facts FROM score")
            while try scores.step() { _ = try facts(scores) { reader throws(FactDamage) in try reader.scores() } }
            return problems
        }
    }
}
