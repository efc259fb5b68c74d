import Testing

@testable import Advisories

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Makes the embedded snapshot where DRYDOCK_SNAPSHOT names the file to write; no test otherwise.
@Test func makesTheSnapshot() throws {
    guard let output = getenv("DRYDOCK_SNAPSHOT").map({ String(cString: $0) }) else { return }
    let builder = AdvisoryDatabaseBuilder()
    let clock = ContinuousClock()
    let facts = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/Tools/facts"
    for folder in [Scratch.advisories, facts] { print(folder, try clock.measure { try builder.read(folder) }) }
    for (feed, day) in [("go-vulndb", "2026-08-21"), ("alpine", "2020-06-08"), ("endoflife", "2026-08-22")] {
        builder.setDate(try #require(Day(day)), of: feed)
    }
    let report = try builder.write(to: output, today: "2026-08-22")
    print(report)
    let database = try AdvisoryDatabase.open(path: output)
    print("problems", try database.problems())
    print(try database.candidates(ecosystem: .go, name: "golang.org/x/net").count)
}

/// Prints how long opening and lookups take where DRYDOCK_MEASURE is set; no test otherwise.
@Test func measuresLookups() throws {
    guard getenv("DRYDOCK_MEASURE") != nil else { return }
    let clock = ContinuousClock()
    for _ in 0..<3 { print("open", try clock.measure { _ = try AdvisoryDatabase.embedded() }) }
    let database = try AdvisoryDatabase.embedded()
    let names = try database.database.prepare(
        "SELECT e.name, p.name FROM package p JOIN ecosystem e ON e.number = p.ecosystem ORDER BY length(facts) DESC")
    var keys: [PackageKey] = []
    while try names.step() {
        if let ecosystem = Ecosystem(key: names.text(0)) { keys.append(PackageKey(ecosystem, names.text(1))) }
    }
    let some = stride(from: 0, to: keys.count, by: 4).map { keys[$0] }.prefix(1000)
    for wanted in [Array(some), Array(keys.prefix(1000)), (0..<1000).map { PackageKey(.go, "example.com/\($0)") }] {
        var found = 0
        let time = try clock.measure {
            found = try AdvisoryDatabase.embedded().candidates(for: wanted).reduce(0) { $0 + $1.count }
        }
        print("lookup of", wanted.count, "packages:", found, "advisories,", time)
    }
    print("verify", try clock.measure { _ = try database.problems() })
}
