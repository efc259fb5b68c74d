import Inventory
import Testing

@testable import Advisories

@Suite struct EmbeddedSnapshotTests {
    private func database() throws -> AdvisoryDatabase? {
        do {
            return try AdvisoryDatabase.embedded()
        } catch AdvisoryError.noSnapshot {
            print("SKIPPED: EmbeddedSnapshotTests: the program was built without a snapshot")
            return nil
        }
    }

    @Test func knowsVulnerabilitiesOfGoModules() throws {
        guard let database = try database() else { return }
        let slices = try database.candidates(ecosystem: .go, name: "golang.org/x/net")
        let rapidReset = try #require(slices.first { $0.advisory.aliases.contains("CVE-2023-39325") })
        #expect(rapidReset.advisory.id == "GO-2023-2102")
        #expect(rapidReset.affected[0].ranges == [VersionRange(.go, fixed: "0.17.0")])
        #expect(rapidReset.affected[0].imports.contains { $0.path == "golang.org/x/net/http2" })
    }

    @Test func everyTableHoldsWhatItsDigestSays() throws {
        guard let database = try database() else { return }
        #expect(try database.problems() == [])
    }

    @Test func namesItsSourcesAndTheirDays() throws {
        guard let database = try database() else { return }
        let info = try database.snapshot(on: "2026-08-30")
        #expect(info.isEmbedded)
        #expect(info.sources.contains { $0.name == "go-vulndb" && $0.date == "2026-08-21" && $0.records == 4291 })
        #expect(info.ageInDays == 9)
        #expect(info.sources.allSatisfy { $0.licence != nil })
    }

    @Test func knowsWhenReleasesEnd() throws {
        guard let database = try database() else { return }
        #expect(try database.endOfLife(product: "debian").contains { $0.cycle == "12" && $0.codename == "Bookworm" })
        #expect(try database.endOfLifeTable().products["go"]?.isEmpty == false)
        #expect(try database.endOfLife(product: "no such product").isEmpty)
    }

    @Test func ratesWhatIsExploited() throws {
        guard let database = try database() else { return }
        let scores = try database.scores(ids: ["CVE-2023-44487", "CVE-1999-99999", "GO-2023-2102"])
        #expect(scores["CVE-2023-44487"]?.exploitation?.kevAdded == "2023-10-10")
        #expect(scores.count == 1)
    }
}
