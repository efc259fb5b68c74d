import Foundation
import TestSupport
import Testing

@testable import GoBinary

@Suite struct GoFunctionTableTests {
    private static let names = ["runtime.text", "main.main", "example.com/a.(*T).M", "example.com/a.F.func1"]

    @Test(
        arguments: [
            (UInt32(0xFFFF_FFFB), GoFunctionTable.Layout.go1_2), (0xFFFF_FFFA, .go1_16), (0xFFFF_FFF0, .go1_18),
            (0xFFFF_FFF1, .go1_20),
        ], [(false, 8), (true, 8), (false, 4), (true, 4)])
    func everyLayout(_ layout: (UInt32, GoFunctionTable.Layout), _ machine: (isBig: Bool, word: Int)) throws {
        let maker = FunctionTableMaker(
            magic: layout.0, isBigEndian: machine.isBig, wordSize: machine.word, names: Self.names,
            inlinedNames: ["example.com/b.Inlined"])
        try maker.made().withUnsafeBytes { bytes in
            let table = try #require(GoFunctionTable(bytes) { _ in nil })
            #expect(table.layout == layout.1)
            #expect(table.count == 4)
            #expect((0..<4).compactMap { table[$0]?.name } == Self.names)
            #expect(table[1]?.addresses == 0x40_1010..<0x40_1020)
            #expect(table[3]?.addresses == 0x40_1030..<0x40_1040)
            #expect(table[4] == nil)
            #expect(table[-1] == nil)
            #expect(table.index(ofAddress: 0x40_1000) == 0)
            #expect(table.index(ofAddress: 0x40_102F) == 2)
            #expect(table.index(ofAddress: 0x40_1040) == nil)
            #expect(table.index(ofAddress: 0x40_0FFF) == nil)
            var seen: [String] = []
            table.forEachName { _, name in
                seen.append(String(decoding: name, as: UTF8.self))
                return seen.count < 2
            }
            #expect(seen == Array(Self.names.prefix(2)))
            let packages: Set<String> = ["runtime", "main", "example.com/a"]
            #expect(table.packages() == (layout.1 == .go1_2 ? packages : packages.union(["example.com/b"])))
        }
    }

    /// Position-independent programs leave the address of the code to a relocation.
    @Test func codeAddressFromRelocation() throws {
        var relocation = ByteMaker()
        let table = FunctionTableMaker(magic: 0xFFFF_FFF1, storesTextStart: false, names: Self.names).made()
        var maker = ELFMaker(type: 3)
        maker.sections = [.init(name: ".gopclntab", content: table)]
        relocation.word(maker.address(of: 0) + 24)
        relocation.word(8)
        relocation.word(0x40_0100)
        maker.sections.append(.init(name: ".rela.dyn", type: 4, content: relocation.bytes))
        try maker.made().withUnsafeBytes { bytes in
            let table = try #require(GoFunctionTable(content: bytes))
            #expect(table[1]?.addresses == 0x40_0110..<0x40_0120)
        }
    }

    @Test(arguments: GoPrograms.Variant.allCases)
    func agreesWithGoTool(_ variant: GoPrograms.Variant) throws {
        let test = "GoFunctionTableTests.agreesWithGoTool"
        guard let (bytes, path) = try GoPrograms.program(variant, for: test) else { return }
        let packages = try bytes.withUnsafeBytes { bytes in try #require(GoFunctionTable(content: bytes)).packages() }
        #expect(packages.isSuperset(of: ["main", "runtime", "example.com/basket", "example.com/prices"]))
        // The symbol table is there to compare with, save in the stripped one.
        guard variant != .stripped, let listing = Tool.output(of: "go", ["tool", "nm", path]) else { return }
        try bytes.withUnsafeBytes { bytes in
            let table = try #require(GoFunctionTable(content: bytes))
            var compared = 0
            for line in listing.split(separator: "\n") {
                let words = line.split(separator: " ", omittingEmptySubsequences: true)
                guard words.count == 3, words[1] == "T" || words[1] == "t", let address = UInt64(words[0], radix: 16),
                    words[2].hasPrefix("main.") || words[2].hasPrefix("example.com/")
                else { continue }
                let index = try #require(table.index(ofAddress: address), "\(line)")
                #expect(table.address(at: index) == address)
                #expect(table[index]?.name == String(words[2]))
                compared += 1
            }
            #expect(compared >= 4)
        }
    }

    /// Go keeps a table of Go 1.15 among the tests of debug/gosym.
    @Test func tableOfGo115() throws {
        let test = "GoFunctionTableTests.tableOfGo115"
        guard let root = Tool.output(of: "go", ["env", "GOROOT"])?.trimmingCharacters(in: .whitespacesAndNewlines)
        else {
            print("SKIPPED: \(test): go")
            return
        }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("drydock-pcln-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let packed = URL(fileURLWithPath: root).appendingPathComponent("src/debug/gosym/testdata/pcln115.gz")
        let copy = folder.appendingPathComponent("table.gz")
        guard (try? Data(contentsOf: packed).write(to: copy)) != nil,
            Tool.output(of: "gzip", ["-d", copy.path]) != nil,
            let data = FileManager.default.contents(atPath: folder.appendingPathComponent("table").path)
        else {
            print("SKIPPED: \(test): gzip, or pcln115.gz of Go's sources")
            return
        }
        try [UInt8](data).withUnsafeBytes { bytes in
            let table = try #require(GoFunctionTable(bytes) { _ in nil })
            #expect(table.layout == .go1_2)
            #expect(table.packages().isSuperset(of: ["main", "runtime"]))
            let index = try #require((0..<table.count).first { table[$0]?.name == "main.main" })
            let addresses = try #require(table[index]?.addresses)
            #expect(table.index(ofAddress: addresses.lowerBound) == index)
            #expect(table.index(ofAddress: addresses.upperBound - 1) == index)
        }
    }

    @Test func symbols() {
        let cases: [(String, String, String)] = [
            ("main.main", "main", "main"),
            ("net/http.(*Server).Serve", "net/http", "Server.Serve"),
            ("net/http.(*Server).Serve.func1", "net/http", "Server.Serve"),
            ("net/http.(*Server).Serve.func1.2", "net/http", "Server.Serve"),
            ("net/http.Header.Get", "net/http", "Header.Get"),
            ("net/http.(*conn).serve-fm", "net/http", "conn.serve"),
            ("gopkg.in/yaml%2ev2.Unmarshal", "gopkg.in/yaml.v2", "Unmarshal"),
            ("github.com/x/y/v2.F[...]", "github.com/x/y/v2", "F"),
            ("github.com/x/y.(*Set[go.shape.struct { a/b.C }]).Add", "github.com/x/y", "Set.Add"),
            ("golang.org/x/net/http2.(*Framer).ReadFrame.gowrap1", "golang.org/x/net/http2", "Framer.ReadFrame"),
            ("type:.eq.main.T", "", "type:.eq.main.T"),
            ("main.init.0", "main", "init"),
            ("_rt0_amd64_linux", "", "_rt0_amd64_linux"),
            ("", "", ""),
        ]
        for (name, package, function) in cases {
            let symbol = GoSymbol(name)
            #expect(symbol.package == package, "\(name)")
            #expect(symbol.function == function, "\(name)")
        }
    }
}
