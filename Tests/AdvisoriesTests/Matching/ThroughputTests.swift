import Findings
import Inventory
import Testing

@testable import Advisories

/// A thousand packages at once, as a large image has them; `DRYDOCK_ROOM=Advisories swift test -c release` prints the time.
/// A debug build judges a tenth of them.
@Test func judgesAThousandPackages() throws {
    guard let database = try? AdvisoryDatabase.embedded() else {
        print("SKIPPED: judgesAThousandPackages: the program was built without a snapshot")
        return
    }
    let names = [
        "golang.org/x/net", "golang.org/x/crypto", "stdlib", "github.com/docker/docker", "google.golang.org/grpc",
        "github.com/spf13/cobra", "golang.org/x/sys", "github.com/gorilla/mux", "k8s.io/client-go", "gopkg.in/yaml.v3",
    ]
    #if DEBUG
        let (moduleCount, systemCount) = (70, 30)
    #else
        let (moduleCount, systemCount) = (700, 300)
    #endif
    let modules = (0..<moduleCount).map { index in
        let name = names[index % names.count]
        return Make.module(
            name, name == "stdlib" ? "go1.\(19 + index % 4).3" : "v0.\(index / 10).0", at: "bin/\(index)")
    }
    let system = (0..<systemCount).map {
        Make.deb("package\($0)", "1.\($0)-1", source: ["openssl", "curl", "glibc"][$0 % 3])
    }
    let inventory = Inventory(os: OperatingSystem(id: "debian", version: "12"), packages: modules + system)
    let clock = ContinuousClock()
    var result = MatchResult()
    let time = try clock.measure {
        result = try VulnerabilityMatcher(database: database).match(inventory, on: "2026-08-22")
    }
    print("\(moduleCount + systemCount) packages, \(result.findings.count) findings: \(time)")
    #expect(result.findings.count > 100)
}

/// The lookup alone, without judgement: `make bench-lookup` prints the best of several.
@Test func looksUpAThousandPackages() throws {
    guard let database = try? AdvisoryDatabase.embedded() else {
        print("SKIPPED: looksUpAThousandPackages: the program was built without a snapshot")
        return
    }
    let query = try database.database.prepare(
        "SELECT e.name, p.name, length(p.facts) FROM package p JOIN ecosystem e ON e.number = p.ecosystem")
    var all: [(key: PackageKey, size: Int64)] = []
    while try query.step() {
        all.append((PackageKey(try #require(Ecosystem(key: query.text(0))), query.text(1)), query.integer(2)))
    }
    all.sort { ($1.size, $0.key.name) < ($0.size, $1.key.name) }
    #if DEBUG
        let (count, rounds) = (100, 1)
    #else
        let (count, rounds) = (1000, 15)
    #endif
    let heaviest = all.prefix(count).map(\.key)
    let fourth = stride(from: 0, to: all.count, by: 4).prefix(count).map { all[$0].key }
    // Half of what an image holds is in no advisory.
    let typical = fourth.enumerated().map { $0 % 2 == 0 ? $1 : PackageKey($1.ecosystem, "library-\($0)") }
    let unknown = (0..<count).map { PackageKey(all[$0].key.ecosystem, "library-\($0)") }
    let cases = [("typical", typical), ("every fourth", fourth), ("heaviest", heaviest), ("unknown", unknown)]
    for (title, keys) in cases {
        var best = Duration.seconds(1000)
        var advisories = 0
        for _ in 0..<rounds {
            best = min(
                best, try ContinuousClock().measure { advisories = try database.candidates(for: keys).joined().count })
        }
        print("lookup of \(keys.count) packages, \(title): \(advisories) advisories, best of \(rounds): \(best)")
        #expect((advisories == 0) == (title == "unknown"))
    }
}
