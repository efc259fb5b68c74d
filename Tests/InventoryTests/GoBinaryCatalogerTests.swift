import Artifacts
import Findings
import Foundation
import GoBinary
import TestSupport
import Testing

@testable import Inventory

@Suite struct GoBinaryCatalogerTests {
    private static let release = TestFile("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n")

    private func inventory(_ layers: [[TestFile]]) -> Inventory {
        let pass = TestPass.run(layers)
        var inventory = InventoryAssembler.assemble(pass: pass, image: ImageFacts())
        inventory.notes = pass.notes + inventory.notes
        return inventory
    }

    @Test func aBinaryTellsItsModulesItsToolchainAndItself() throws {
        guard let program = RealGoProgram.bytes(for: "aBinaryTellsItsModules") else { return }
        let inventory = inventory([[TestFile("srv/anything", bytes: program, mode: 0o755)]])
        let names = Dictionary(uniqueKeysWithValues: inventory.packages.map { ($0.name, $0) })
        #expect(names.keys.sorted() == ["example.com/basket", "example.com/prices-fork", "example.com/shop", "stdlib"])

        let shop = try #require(names["example.com/shop"])
        #expect(shop.version == "v1.4.0")
        #expect(shop.purl == "pkg:golang/example.com/shop@v1.4.0")
        #expect(shop.id == "pkg:golang/example.com/shop@v1.4.0#srv/anything")
        #expect(shop.properties["versionFrom"] == "ldflags")
        #expect(shop.properties["goos"] == "linux")
        #expect(shop.properties["main"] == "true")
        #expect(shop.dependsOn == inventory.packages.map(\.id).filter { $0 != shop.id }.sorted())

        let fork = try #require(names["example.com/prices-fork"])
        #expect(fork.version == "v0.3.1")
        #expect(fork.properties["replaced"] == "example.com/Prices@v0.3.0")
        let stdlib = try #require(names["stdlib"])
        #expect(stdlib.version.hasPrefix("go1."))
        #expect(stdlib.purl == "pkg:golang/stdlib@\(stdlib.version.dropFirst(2))")
        #expect(stdlib.cpes == ["cpe:2.3:a:golang:go:\(stdlib.version.dropFirst(2)):*:*:*:*:*:*:*"])

        let binary = try #require(inventory.programs.first)
        #expect(binary.main == shop.id)
        #expect(binary.goVersion == stdlib.version)
        #expect(binary.packages == inventory.packages.map(\.id).sorted())
        #expect(binary.ownedBy == nil)
        let linkage = try #require(binary.linkage)
        let add = GoSymbol(package: "example.com/basket", function: "Basket.Add")
        let never = GoSymbol(package: "example.com/basket", function: "Never")
        #expect(linkage.linked(among: [add, never]) == [add])
        #expect(!inventory.notes.contains { $0.makesPartial })
    }

    @Test func theVersionIsUnknownWhereNothingTellsIt() throws {
        guard let program = RealGoProgram.bytes(.trimmed, for: "theVersionIsUnknown") else { return }
        let inventory = inventory([[TestFile("app", bytes: program, mode: 0o755)]])
        let shop = try #require(inventory.packages.first { $0.name == "example.com/shop" })
        #expect(shop.version == "(devel)")
        #expect(shop.properties["trimpath"] == "true")
        #expect(shop.purl == "pkg:golang/example.com/shop")
        #expect(inventory.programs.first?.linkage?.links(package: "example.com/basket") == true)
    }

    @Test func aVariableThatTheLinkerSetTellsTheVersion() throws {
        guard let program = RealGoProgram.bytes(.trimmedWithVersion, for: "aVariableThatTheLinkerSet") else { return }
        let inventory = inventory([[TestFile("app", bytes: program, mode: 0o755)]])
        let shop = try #require(inventory.packages.first { $0.name == "example.com/shop" })
        #expect(shop.version == "v1.4.0-rc.1")
        #expect(shop.properties["versionFrom"] == "ldflags")
    }

    @Test func theExecutableBitOrTheNoteOfTheLinkerIsNeeded() {
        guard let program = RealGoProgram.bytes(for: "theExecutableBit") else { return }
        let plain = inventory([[TestFile("data/app", bytes: program)]])
        #expect(plain.programs.count == 1)
        // Not even looked at whole: no mode, no note.
        let cataloger = GoBinaryCataloger()
        let head = [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1] + [UInt8](repeating: 0, count: 9) + [3, 0]
        head.withUnsafeBytes { bytes in
            #expect(!cataloger.confirms(Entry(path: "lib.so", mode: 0o644, size: 1 << 20), head: bytes))
            #expect(cataloger.confirms(Entry(path: "app", mode: 0o755, size: 1 << 20), head: bytes))
        }
        #expect(cataloger.interest(in: Entry(path: "a.so", mode: 0o644, size: 1000)) == .nothing)
    }

    @Test func filesOfThePackageManagerAreOwnedByIt() throws {
        guard let program = RealGoProgram.bytes(for: "filesOfThePackageManager") else { return }
        let status = "Package: shop\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.4.0-1\n\n"
        let base = [
            Self.release, TestFile("var/lib/dpkg/status", status),
            TestFile("var/lib/dpkg/info/shop.list", "/.\n/bin\n/bin/shop\n"),
        ]
        let file = TestFile("usr/bin/shop", bytes: program, mode: 0o755)
        let owned = inventory([base + [file]])
        let deb = try #require(owned.packages.first { $0.type == .deb })
        #expect(owned.programs.first?.ownedBy == deb.id)
        #expect(owned.packages.filter { $0.type == .golang }.allSatisfy { $0.ownedBy == deb.id })

        // Another program put over it is not the distribution's.
        let replaced = inventory([base, [file]])
        #expect(replaced.programs.first?.ownedBy == nil)
        // The same one with another mode is.
        let same = inventory([base + [file], [TestFile("usr/bin/shop", bytes: program, mode: 0o711)]])
        #expect(same.programs.first?.ownedBy == deb.id)
        #expect(same.programs.count == 1)
    }

    @Test func whatCannotBeLookedIntoMakesTheScanPartial() throws {
        guard var program = RealGoProgram.bytes(for: "whatCannotBeLookedInto") else { return }
        let cut = inventory([
            [
                TestFile(
                    "app", bytes: Array(program.prefix(50)) + [1, 2, 3, 4] + [UInt8](repeating: 0xFF, count: 40),
                    mode: 0o755)
            ]
        ])
        #expect(cut.notes.contains { $0.makesPartial && $0.text.hasPrefix("app: ELF file") })
        // UPX leaves its mark right behind the program headers.
        let headers = 64 + 56 * Int(program[56])
        program.replaceSubrange(headers + 4..<headers + 8, with: Array("UPX!".utf8))
        let packed = inventory([[TestFile("app", bytes: program, mode: 0o755)]])
        #expect(packed.packages.isEmpty)
        #expect(packed.notes.contains { $0.makesPartial && $0.text.contains("packed with UPX") })
    }

    @Test func mutatedProgramsNeverTrap() {
        guard let program = RealGoProgram.bytes(for: "mutatedProgramsNeverTrap") else { return }
        var numbers = SeededNumbers(seed: 5)
        for _ in 0..<10 {
            _ = inventory([[TestFile("app", bytes: mutated(program, using: &numbers), mode: 0o755)]])
        }
    }
}
