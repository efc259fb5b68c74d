import Artifacts
import Findings
import Testing

@testable import Inventory

@Suite struct GoSourceCatalogerTests {
    private func inventory(_ files: [TestFile], image: ImageFacts? = nil) -> Inventory {
        let pass = TestPass.run([files])
        var inventory = InventoryAssembler.assemble(pass: pass, image: image)
        inventory.notes = pass.notes + inventory.notes
        return inventory
    }

    private static let goMod = """
        // Deprecated: use example.com/new
        module example.com/app

        go 1.21.3
        toolchain go1.22.5

        require (
        \tgithub.com/BurntSushi/toml v1.2.1
        \texample.com/old v1.0.0
        \texample.com/local v0.0.0
        \tgolang.org/x/text v0.3.7 // indirect
        )

        replace example.com/old v1.0.0 => example.com/fork v1.1.0
        replace example.com/local => ../local

        """

    @Test func everyRequirementIsAPackage() throws {
        let sums = "golang.org/x/text v0.3.7 h1:abc=\ngolang.org/x/text v0.3.7/go.mod h1:def=\n"
        let inventory = inventory([TestFile("app/go.mod", Self.goMod), TestFile("app/go.sum", sums)])
        let names = Dictionary(uniqueKeysWithValues: inventory.packages.map { ($0.name, $0) })
        #expect(
            names.keys.sorted() == [
                "example.com/app", "example.com/fork", "example.com/local", "github.com/BurntSushi/toml",
                "golang.org/x/text", "stdlib",
            ])
        #expect(names["github.com/BurntSushi/toml"]?.purl == "pkg:golang/github.com/burntsushi/toml@v1.2.1")
        #expect(names["github.com/BurntSushi/toml"]?.properties["line"] == "8")
        #expect(names["golang.org/x/text"]?.properties["indirect"] == "true")
        #expect(names["golang.org/x/text"]?.properties["h1"] == "h1:abc=")
        #expect(names["example.com/fork"]?.properties["replaced"] == "example.com/old@v1.0.0")
        #expect(names["example.com/local"]?.properties["replacedBy"] == "../local")
        #expect(names["stdlib"]?.version == "go1.22.5")
        #expect(names["stdlib"]?.properties["minimum"] == nil)
        #expect(names["stdlib"]?.properties["source"] == "go.mod")
        let app = try #require(names["example.com/app"])
        #expect(app.version == "(devel)")
        #expect(app.properties["deprecated"] == "use example.com/new")
        #expect(app.dependsOn.count == 5)
        #expect(app.locations == [PackageLocation(path: "app/go.mod")])
    }

    /// The toolchain line tells the Go in use, the go line alone the oldest that may; the higher of the two counts.
    @Test(
        arguments: [
            ("go 1.21", "go1.21", "true", "2"), ("go 1.21.3\ntoolchain go1.22.5", "go1.22.5", nil, "3"),
            ("go 1.23.1\ntoolchain go1.22.5", "go1.23.1", "true", "2"),
            ("go 1.21\ntoolchain default", "go1.21", "true", "2"),
            ("go 1.22.5\ntoolchain go1.22.5", "go1.22.5", nil, "3"), ("toolchain go1.22.5", "go1.22.5", nil, "2"),
        ] as [(String, String, String?, String)])
    func theToolchainLineCounts(_ lines: String, _ version: String, _ minimum: String?, _ line: String) {
        let packages = inventory([TestFile("go.mod", "module example.com/m\n\(lines)\n")]).packages
        let library = packages.first { $0.name == "stdlib" }
        #expect(library?.version == version)
        #expect(library?.properties["minimum"] == minimum)
        #expect(library?.properties["line"] == line)
    }

    @Test func inImagesProgramsSpeakForThemselves() {
        #expect(inventory([TestFile("src/go.mod", Self.goMod)], image: ImageFacts()).packages.isEmpty)
    }

    @Test func foldersThatAreNotBuiltOnTheirOwnAreLeftOut() {
        for folder in [
            "vendor/example.com/a", "testdata/m", "node_modules/x", ".git", "_old", "go/pkg/mod/example.com/a@v1.0.0",
        ] {
            #expect(inventory([TestFile("\(folder)/go.mod", "module a\ngo 1.20\n")]).packages.isEmpty, "\(folder)")
        }
        #expect(!inventory([TestFile("vendored/go.mod", "module a\ngo 1.20\n")]).packages.isEmpty)
    }

    @Test func aWorkspaceRulesTheModulesItUses() {
        let packages = inventory([
            TestFile("go.work", "go 1.22.1\nuse ./a\nreplace example.com/x => example.com/y v2.0.0\n"),
            TestFile("a/go.mod", "module example.com/a\ngo 1.20\nrequire example.com/x v1.0.0\n"),
            TestFile("b/go.mod", "module example.com/b\ngo 1.20\nrequire example.com/x v1.0.0\n"),
        ]).packages
        func names(_ folder: String) -> [String] {
            packages.filter { $0.locations[0].path == "\(folder)/go.mod" }.map { "\($0.name) \($0.version)" }
        }
        #expect(names("a") == ["example.com/a (devel)", "example.com/y v2.0.0", "stdlib go1.22.1"])
        #expect(names("b") == ["example.com/b (devel)", "example.com/x v1.0.0", "stdlib go1.20"])
    }

    @Test func whatAnOldGoModLeavesOutIsFoundBesideIt() {
        let goMod = "module example.com/a\ngo 1.16\nrequire example.com/x v1.0.0\n"
        let sums = """
            example.com/x v1.0.0 h1:a=
            example.com/deep v1.9.0 h1:a=
            example.com/deep v1.10.0 h1:a=
            example.com/only v1.0.0/go.mod h1:a=
            """
        func names(_ files: [TestFile]) -> [String] {
            inventory(files).packages.map { "\($0.name) \($0.version)" }.filter { !$0.hasSuffix("(devel)") }
        }
        #expect(
            names([TestFile("go.mod", goMod), TestFile("go.sum", sums)])
                == ["example.com/deep v1.10.0", "example.com/x v1.0.0", "stdlib go1.16"])
        let vendored = """
            # example.com/x v1.0.0
            ## explicit
            example.com/x
            # example.com/deep v1.9.5
            example.com/deep/inner
            """
        #expect(
            names([
                TestFile("go.mod", goMod), TestFile("go.sum", sums), TestFile("vendor/modules.txt", vendored),
            ]) == ["example.com/deep v1.9.5", "example.com/x v1.0.0", "stdlib go1.16"])
        #expect(
            names([TestFile("go.mod", goMod.replacing("1.16", with: "1.17")), TestFile("go.sum", sums)])
                == ["example.com/x v1.0.0", "stdlib go1.17"])
    }

    @Test func aBrokenFileIsReadAsFarAsItGoesAndSaidSo() {
        let inventory = inventory([TestFile("go.mod", "module a\nrequire (\n\tb v1.0.0\n\tc\n)\n")])
        #expect(inventory.packages.map(\.name).contains("b"))
        #expect(
            inventory.notes.map(\.text) == ["go.mod:4: expected: require PATH VERSION"])
        #expect(inventory.notes[0].makesPartial)
    }
}
