import Testing

@testable import GoBinary

@Suite struct GoLinkageTests {
    private func linkage(_ names: [String], magic: UInt32 = 0xFFFF_FFF1, inlined: [String] = []) throws -> GoLinkage {
        let bytes = FunctionTableMaker(magic: magic, names: names, inlinedNames: inlined).made()
        return try #require(
            bytes.withUnsafeBytes { bytes in GoFunctionTable(bytes) { _ in nil }.map { GoLinkage($0) } })
    }

    @Test func functionsAreKnownByTheNotationOfTheVulnerabilityDatabase() throws {
        let linkage = try linkage(
            [
                "main.main", "net/http.(*Server).Serve", "net/http.Header.Get", "net/http.Get",
                "gopkg.in/yaml%2ev3.Unmarshal", "example.com/g.Map[go.shape.int]", "example.com/g.(*Set[...]).Add",
            ], inlined: ["net/http.Redirect"])
        let present = [
            GoSymbol(package: "net/http", function: "Server.Serve"),
            GoSymbol(package: "net/http", function: "Header.Get"), GoSymbol(package: "net/http", function: "Get"),
            GoSymbol(package: "net/http", function: "Redirect"),
            GoSymbol(package: "gopkg.in/yaml.v3", function: "Unmarshal"),
            GoSymbol(package: "example.com/g", function: "Map"),
            GoSymbol(package: "example.com/g", function: "Set.Add"),
        ]
        let absent = [
            GoSymbol(package: "net/http", function: "Server.Shutdown"),
            GoSymbol(package: "net/http", function: "Serve"), GoSymbol(package: "net", function: "Get"),
        ]
        #expect(linkage.linked(among: present + absent) == Set(present))
        #expect(linkage.links(package: "gopkg.in/yaml.v3"))
        #expect(!linkage.links(package: "gopkg.in/yaml"))
        #expect(linkage.namesInlined)
        #expect(linkage.functionCount == 8)
    }

    @Test func oldTablesDoNotNameWhatWasInlined() throws {
        let old = try linkage(["main.main"], magic: 0xFFFF_FFFB)
        #expect(!old.namesInlined)
    }

    @Test(arguments: [GoPrograms.Variant.stripped, .pie, .darwinARM64, .linuxS390X])
    func realProgramsTellWhatTheyLink(_ variant: GoPrograms.Variant) throws {
        guard let program = try GoPrograms.program(variant, for: "realProgramsTellWhatTheyLink") else { return }
        let linkage = try #require(program.bytes.withUnsafeBytes { GoLinkage(content: $0) })
        let add = GoSymbol(package: "example.com/basket", function: "Basket.Add")
        let absent = GoSymbol(package: "net/http", function: "Get")
        #expect(linkage.linked(among: [add, absent]) == [add])
        #expect(linkage.links(package: "runtime"))
        #expect(!linkage.links(package: "net/http"))
    }
}
