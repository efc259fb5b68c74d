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
