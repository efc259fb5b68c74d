import SQLite

extension AdvisoryDatabaseBuilder {
    /// Packages up to this number keep the advisory beside them; above it, it stands once in a table of its own.
    private static let inlineUpTo = 2

    /// Writes the database so that it is there whole or not at all.
    ///
    /// - Parameter today: the day of sources that tell none, `YYYY-MM-DD`.
    @discardableResult
    public func write(to path: String, today: String) throws(AdvisoryError) -> BuildReport {
        complete()
        let temporary = path + ".building"
        for suffix in ["", "-journal"] { SystemCall.remove(temporary + suffix) }
        do throws(SQLiteError) {
            let database = try Database.open(path: temporary, mode: .create)
            try fill(database, today: today)
        } catch {
            SystemCall.remove(temporary)
            throw .unwritable(path: path, reason: error.description)
        }
        try SystemCall.replace(path, with: temporary)
        var report = report()
        for index in report.sources.indices where report.sources[index].date.isEmpty {
            report.sources[index].date = today
        }
        report.size = (try? FileReader(path: path).size) ?? 0
        return report
    }

    private func fill(_ database: Database, today: String) throws(SQLiteError) {
        let factBytes = packages.values.reduce(0) { sum, entries in
            entries.reduce(sum) { $0 + $1.facts.count + 32 }
        }
        try database.execute("PRAGMA page_size=\(DatabaseFormat.pageSize(factBytes: factBytes))")
        try database.execute("PRAGMA application_id=\(DatabaseFormat.applicationID)")
        try database.execute("PRAGMA user_version=\(DatabaseFormat.number)")
        // The file is not in its place yet: nothing is lost that a journal could save.
        try database.execute("PRAGMA journal_mode=OFF")
        try database.execute("PRAGMA synchronous=OFF")
        try database.execute("BEGIN")
        try database.execute(DatabaseFormat.schema)
        try writePackages(database)
        try writeScores(database)
        try writeLifecycles(database)
        try writeSources(database, today: today)
        // Last, for the others number the texts.
        try writeShared(database)
        try writeDigests(database)
        try database.execute("COMMIT")
    }

    private func writePackages(_ database: Database) throws(SQLiteError) {
        let keys = packages.keys.sorted { left, right in
            left.ecosystem != right.ecosystem
                ? left.ecosystem < right.ecosystem : left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
        }
        let ecosystems = Set(keys.map(\.ecosystem)).sorted()
        let insertEcosystem = try database.prepare("INSERT INTO ecosystem VALUES(?, ?)")
        for (number, ecosystem) in ecosystems.enumerated() {
            try insertEcosystem.bind(1, number)
            try insertEcosystem.bind(2, ecosystem.description)
            try insertEcosystem.run()
        }
        let numbers = Dictionary(uniqueKeysWithValues: ecosystems.enumerated().map { ($1, $0) })

        var uses = [Int](repeating: 0, count: advisories.count)
        for entries in packages.values {
            for advisory in Set(entries.map(\.advisory)) { uses[advisory] += 1 }
        }
        var facts: [[UInt8]] = []
        facts.reserveCapacity(advisories.count)
        for advisory in advisories {
            var writer = FactWriter()
            writer.advisory(advisory, &shared)
            facts.append(writer.bytes)
        }
        let insertAdvisory = try database.prepare("INSERT INTO advisory VALUES(?, ?)")
        for (number, count) in uses.enumerated() where count > Self.inlineUpTo {
            try insertAdvisory.bind(1, number + 1)
            try insertAdvisory.bind(2, blob: facts[number])
            try insertAdvisory.run()
        }
        let insertPackage = try database.prepare("INSERT INTO package VALUES(?, ?, ?)")
        for key in keys {
            try insertPackage.bind(1, numbers[key.ecosystem] ?? 0)
            try insertPackage.bind(2, key.name)
            try insertPackage.bind(3, blob: packageFacts(packages[key] ?? [], facts, uses))
            try insertPackage.run()
        }
    }

    /// The advisories of one package, ordered by id and feed; what several records say of one advisory is put together.
    private func packageFacts(_ entries: [Entry], _ facts: [[UInt8]], _ uses: [Int]) -> [UInt8] {
        struct Group {
            var advisory: Int
            var affected: [[UInt8]]
        }
        let ordered = entries.enumerated().sorted { left, right in
            let (first, second) = (advisories[left.element.advisory], advisories[right.element.advisory])
            return (first.id, first.feed, left.offset) < (second.id, second.feed, right.offset)
        }.map(\.element)
        var groups: [Group] = []
        for entry in ordered {
            if let last = groups.last, advisories[last.advisory].id == advisories[entry.advisory].id,
                advisories[last.advisory].feed == advisories[entry.advisory].feed
            {
                if !last.affected.contains(entry.facts) { groups[groups.count - 1].affected.append(entry.facts) }
            } else {
                groups.append(Group(advisory: entry.advisory, affected: [entry.facts]))
            }
        }
        var writer = FactWriter()
        writer.number(groups.count)
        for group in groups {
            if uses[group.advisory] > Self.inlineUpTo {
                writer.number(group.advisory + 1)
            } else {
                writer.number(0)
                writer.append(facts[group.advisory])
            }
            writer.number(group.affected.count)
            for affected in group.affected { writer.append(affected) }
        }
        return writer.bytes
    }

    private func writeScores(_ database: Database) throws(SQLiteError) {
        let insert = try database.prepare("INSERT INTO score VALUES(?, ?)")
        for (key, scores) in scores.sorted(by: { $0.key < $1.key }) {
            var writer = FactWriter()
            writer.scores(scores, &shared)
            try insert.bind(1, key)
            try insert.bind(2, blob: writer.bytes)
            try insert.run()
        }
    }

    private func writeLifecycles(_ database: Database) throws(SQLiteError) {
        let insert = try database.prepare("INSERT INTO lifecycle VALUES(?, ?)")
        for (product, cycles) in lifecycles.sorted(by: { $0.key < $1.key }) {
            var writer = FactWriter()
            writer.cycles(cycles)
            try insert.bind(1, product)
            try insert.bind(2, blob: writer.bytes)
            try insert.run()
        }
    }

    private func writeSources(_ database: Database, today: String) throws(SQLiteError) {
        let insert = try database.prepare("INSERT INTO source VALUES(?, ?, ?, ?, ?)")
        for source in report().sources where source.records > 0 {
            try insert.bind(1, source.name)
            try insert.bind(2, source.date.isEmpty ? today : source.date)
            try insert.bind(3, source.records)
            try insert.bind(4, source.skipped)
            try insert.bind(5, source.licence)
            try insert.run()
        }
        let meta = try database.prepare("INSERT INTO meta VALUES(?, ?)")
        try meta.bind(1, "format")
        try meta.bind(2, String(DatabaseFormat.number))
        try meta.run()
    }

    private func writeShared(_ database: Database) throws(SQLiteError) {
        var writer = FactWriter()
        writer.texts(shared.texts)
        let insert = try database.prepare("INSERT INTO shared VALUES(0, ?)")
        try insert.bind(1, blob: writer.bytes)
        try insert.run()
    }

    private func writeDigests(_ database: Database) throws(SQLiteError) {
        let insert = try database.prepare("INSERT INTO digest VALUES(?, ?, ?)")
        for (table, query) in DatabaseFormat.digested {
            let digest = try TableDigest.compute(database, query: query)
            try insert.bind(1, table)
            try insert.bind(2, digest.rows)
            try insert.bind(3, digest.sha256)
            try insert.run()
        }
    }
}
