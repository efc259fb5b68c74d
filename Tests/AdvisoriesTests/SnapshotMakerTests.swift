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
    for name in try SystemCall.names(in: Scratch.advisories) where name != "README.md" {
        print(name, try clock.measure { try builder.read("\(Scratch.advisories)/\(name)") })
    }
    for (feed, day) in [("go-vulndb", "2026-08-21"), ("alpine", "2020-06-08"), ("endoflife", "2026-08-22")] {
        builder.setDate(try #require(Day(day)), of: feed)
    }
    print(try clock.measure { print(try builder.write(to: output, today: "2026-08-22")) })
    let database = try AdvisoryDatabase.open(path: output)
    print("problems", try database.problems())
    print(try database.candidates(ecosystem: .go, name: "golang.org/x/net").count)
}
