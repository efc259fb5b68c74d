import Artifacts
import Findings
import Foundation
import TestSupport
import Testing

@testable import Inventory

@Suite struct RpmCatalogerTests {
    private static let release = TestFile(
        "etc/os-release", "ID=\"rocky\"\nVERSION_ID=\"9.3\"\nPRETTY_NAME=\"Rocky Linux 9.3\"\n")

    private func inventory(_ path: String, _ bytes: [UInt8]) -> Inventory {
        let pass = TestPass.run([[Self.release, TestFile(path, bytes: bytes)]])
        var inventory = InventoryAssembler.assemble(pass: pass)
        inventory.notes = pass.notes + inventory.notes
        return inventory
    }

    private func expectBoth(_ inventory: Inventory) throws {
        #expect(inventory.notes.isEmpty)
        #expect(inventory.packages.map(\.name) == ["shop", "shop-libs"])
        let shop = try #require(inventory.packages.first)
        #expect(shop.version == "2:1.4.0-3.el9")
        #expect(shop.type == .rpm)
        let architecture = try #require(shop.architecture)
        #expect(
            shop.purl
                == "pkg:rpm/rocky/shop@1.4.0-3.el9?arch=\(architecture)&distro=rocky-9.3&epoch=2"
                + "&upstream=shop-1.4.0-3.el9.src.rpm")
        #expect(shop.sourceName == "shop")
        #expect(shop.sourceVersion == "2:1.4.0-3.el9")
        #expect(shop.distribution == "rocky")
        #expect(shop.properties["vendor"] == "Example")
        #expect(shop.licences == ["MIT AND BSD"] || shop.licences.count == 1)
        #expect(inventory.packages[1].architecture == "noarch")
        // By what the other provides.
        #expect(shop.dependsOn == [inventory.packages[1].id])
    }

    @Test func readsSQLiteThatRpmWrote() throws {
        guard let made = RpmFixtures.made(for: "readsSQLiteThatRpmWrote") else { return }
        try expectBoth(inventory("var/lib/rpm/rpmdb.sqlite", made.sqlite))
        try expectBoth(inventory("usr/lib/sysimage/rpm/rpmdb.sqlite", made.sqlite))
    }

    @Test(arguments: [[], ["db_lorder=4321"], ["db_pagesize=512"]])
    func readsTheHashFileThatBerkeleyDBWrote(_ options: [String]) throws {
        guard let made = RpmFixtures.made(for: "readsTheHashFile"),
            let file = RpmFixtures.berkeley(made.headers, options: options, for: "readsTheHashFile")
        else { return }
        try expectBoth(inventory("var/lib/rpm/Packages", file))
    }

    @Test func readsNdb() throws {
        guard let made = RpmFixtures.made(for: "readsNdb") else { return }
        try expectBoth(inventory("usr/lib/sysimage/rpm/Packages.db", RpmFixtures.ndb(made.headers)))
    }

    @Test func filesOfItsListsAreOwned() throws {
        guard let made = RpmFixtures.made(for: "filesOfItsListsAreOwned") else { return }
        let pass = TestPass.run([[TestFile("var/lib/rpm/rpmdb.sqlite", bytes: made.sqlite)]])
        let fact = try #require(pass.facts.compactMap { $0.fact as? RpmDatabaseFact }.first)
        let files = fact.packages.flatMap(\.files)
        let documents = (1...600).map { "usr/share/doc/shop/a-long-name-of-a-document-\($0)" }
        let expected = ["usr/bin/shop", "usr/lib/libshop.so", "usr/share/doc/shop"] + documents
        #expect(Set(files) == Set(expected.map { StableHash.of($0) }))
    }

    @Test func aLogThatWasNotWrittenBackIsSaid() {
        let pass = TestPass.run([[TestFile("var/lib/rpm/rpmdb.sqlite-wal", "frames of a log")]])
        #expect(pass.notes.contains { $0.makesPartial })
        #expect(TestPass.run([[TestFile("var/lib/rpm/rpmdb.sqlite-wal", "")]]).notes.isEmpty)
    }

    @Test(arguments: ["SQLite format 3\u{0}", "RpmP", "RpmP\u{0}\u{0}\u{0}\u{0}aaaabbbb", "nothing", ""])
    func whatIsNoDatabaseIsSaid(_ text: String) {
        let inventory = inventory("var/lib/rpm/Packages", Array(text.utf8))
        #expect(inventory.packages.isEmpty)
        #expect(inventory.notes.contains { $0.makesPartial } == !text.isEmpty)
    }

    @Test func aDatabaseThatComputesIsNotRead() throws {
        let folder = NSTemporaryDirectory() + "drydock-hostile-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for (name, sql) in [
            (
                "view",
                "CREATE VIEW Packages AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x FROM c) SELECT x blob FROM c"
            ),
            (
                "generated",
                "CREATE TABLE Packages(hnum, blob BLOB GENERATED ALWAYS AS (zeroblob(9999999)) VIRTUAL); INSERT INTO Packages VALUES (1)"
            ),
            ("missing", "CREATE TABLE Other(blob)"), ("column", "CREATE TABLE Packages(hnum, data)"),
        ] {
            guard Tool.output(of: "sqlite3", ["\(folder)/\(name)", sql]) != nil,
                let data = FileManager.default.contents(atPath: "\(folder)/\(name)")
            else { return print("SKIPPED: aDatabaseThatComputesIsNotRead: sqlite3") }
            let inventory = inventory("var/lib/rpm/rpmdb.sqlite", Array(data))
            #expect(inventory.packages.isEmpty)
            #expect(inventory.notes.first?.text.contains("no table of packages") == true, "\(name)")
        }
    }

    @Test func mutatedDatabasesNeverTrap() {
        guard let made = RpmFixtures.made(for: "mutatedDatabasesNeverTrap"),
            let berkeley = RpmFixtures.berkeley(made.headers, for: "mutatedDatabasesNeverTrap")
        else { return }
        var numbers = SeededNumbers(seed: 11)
        for bytes in [made.sqlite, berkeley, RpmFixtures.ndb(made.headers), made.headers[0]] {
            for _ in 0..<40 {
                mutated(bytes, using: &numbers).withUnsafeBytes { RpmFuzz.run($0) }
            }
        }
    }
}
