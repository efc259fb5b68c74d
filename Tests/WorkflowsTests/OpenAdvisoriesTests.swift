import Advisories
import Testing

@testable import Workflows

@Suite struct OpenAdvisoriesTests {
    @Test func oneConnectionServesWhoeverAsksInTurn() throws {
        guard let advisories = try? OpenAdvisories(AdvisoryStore(path: nil)) else {
            print("SKIPPED: oneConnectionServesWhoeverAsksInTurn: the program was built without a snapshot")
            return
        }
        let first = try advisories.withDatabase { ObjectIdentifier($0) }
        #expect(try advisories.withDatabase { ObjectIdentifier($0) } == first)
    }

    /// A database is for one task at a time; nobody waits for it.
    @Test func whoAsksMeanwhileGetsAConnectionOfTheirOwn() throws {
        guard let advisories = try? OpenAdvisories(AdvisoryStore(path: nil)) else {
            print("SKIPPED: whoAsksMeanwhileGetsAConnectionOfTheirOwn: the program was built without a snapshot")
            return
        }
        let key = PackageKey(.go, "stdlib")
        let counts = try advisories.withDatabase { first in
            try advisories.withDatabase { second in
                #expect(first !== second)
                return [try first.candidates(for: [key]), try second.candidates(for: [key])].map { $0.first?.count }
            }
        }
        #expect(counts[0] == counts[1])
    }

    @Test func errorsOfTheCallerPassThroughAndFreeTheConnection() throws {
        guard let advisories = try? OpenAdvisories(AdvisoryStore(path: nil)) else {
            print("SKIPPED: errorsOfTheCallerPassThroughAndFreeTheConnection: the program was built without a snapshot")
            return
        }
        let first = try advisories.withDatabase { ObjectIdentifier($0) }
        #expect(throws: WorkflowError.self) { try advisories.withDatabase { _ in throw WorkflowError("no") } }
        #expect(try advisories.withDatabase { ObjectIdentifier($0) } == first)
    }

    @Test func aMissingDatabaseIsNamed() {
        #expect(throws: AdvisoryError.self) { try OpenAdvisories(AdvisoryStore(path: "/no/such.db")) }
    }
}
