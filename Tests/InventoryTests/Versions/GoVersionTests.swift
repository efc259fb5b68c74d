import Foundation
import TestSupport
import Testing

@testable import Inventory

@Suite struct GoVersionTests {
    @Test func orderOfModules() throws {
        try expectOrders(
            """
            v1.0.0 < v1.0.1
            v1.9.0 < v1.10.0
            1.2.3 = v1.2.3
            v1 = v1.0.0
            v1.2 = v1.2.0
            v1.0.0-alpha < v1.0.0-alpha.1
            v1.0.0-alpha.1 < v1.0.0-alpha.beta
            v1.0.0-alpha.beta < v1.0.0-beta
            v1.0.0-beta < v1.0.0-beta.2
            v1.0.0-beta.2 < v1.0.0-beta.11
            v1.0.0-beta.11 < v1.0.0-rc.1
            v1.0.0-rc.1 < v1.0.0
            v2.0.0+incompatible = v2.0.0
            v2.0.0+incompatible < v2.0.1
            v0.0.0-20190101000000-abcdefabcdef < v0.0.0-20200101000000-000000000000
            v0.0.0-20200101000000-000000000000 < v0.0.0
            v1.2.3 < v1.2.4-0.20200101000000-abcdefabcdef
            v1.2.4-0.20200101000000-abcdefabcdef < v1.2.4-pre
            v1.2.4-pre < v1.2.4-pre.0.20200101000000-abcdefabcdef
            v1.2.4-pre.0.20200101000000-abcdefabcdef < v1.2.4
            v99999999999999999999.0.0 > v9.0.0
            """, .go)
    }

    /// Toolchain names rank as the Go vulnerability database's versions of `stdlib` do.
    @Test func orderOfToolchains() throws {
        try expectOrders(
            """
            go1.19.8 = 1.19.8
            go1.19 = 1.19.0
            go1.9.7 < go1.10
            go1.21rc2 = 1.21.0-rc.2
            go1.21rc2 < go1.21rc10
            go1.18beta1 < go1.18rc1
            go1.21rc4 < go1.21.0
            go1.21.0 > 1.21.0-0
            go1.20.14 < 1.21.0-0
            1.21rc1 = go1.21rc1
            1.22 = go1.22.0
            """, .go)
    }

    @Test(
        arguments: [
            ("go1.19.8", "1.19.8"), ("go1.21rc2", "1.21.0-rc.2"), ("go1.22-20231026-google", "1.22.0"),
            ("go1.21.0 X:boringcrypto", "1.21.0"), ("devel go1.23-abcdef Mon Jan 1 00:00:00 2024", "1.23.0-0"),
            ("go1.25-devel_abcdef", "1.25.0-0"), ("go1", "1.0.0"), ("go1.17.5b7", "1.17.5"),
            ("go1.20.12 (Red Hat 1.20.12-1.el9_3)", "1.20.12"), ("go1.18beta2", "1.18.0-beta.2"),
            ("go1.23.4-fips", "1.23.4"), ("go1.18 gccgo (GCC) 12.1.0", "1.18.0"),
        ])
    func semanticVersionOfToolchain(_ name: String, _ semantic: String) throws {
        let version = try #require(GoVersion(toolchain: name))
        #expect(version.semanticVersion == semantic)
        #expect(version.description == name)
        #expect(GoVersion(name) == version)
    }

    @Test(
        arguments: [
            "", "v", "go", "gopher", "devel +abcdef Tue", "devel", "(devel)", "go1.", "go1.2x3", "go1.021", "v1.02.0",
            "v1.2.3-", "v1.2.3+", "v1.2.3-a..b", "v1.2.3-01", "v1.2.3.4", "v1-pre", "unknown", "latest", "go1.21rc",
        ])
    func refuses(_ text: String) {
        #expect(GoVersion(text) == nil)
    }

    @Test func kinds() throws {
        #expect(try #require(GoVersion("v2.0.0+incompatible")).isIncompatible)
        #expect(try #require(GoVersion("v1.0.0-rc.1")).isPrerelease)
        #expect(try #require(GoVersion("v1.0.0")).isPrerelease == false)
        #expect(try #require(GoVersion("v1.0.0")).semanticVersion == "1.0.0")
    }

    private static let pieces = [
        "0", "1", "10", ".0", ".1", ".2.3", "-0", "-rc.1", "-rc", ".x", "-pre.0.20200101000000-abcdefabcdef",
        "+incompatible", "+meta",
    ]

    @Test func totalOrder() {
        var numbers = SeededNumbers(seed: 6)
        var versions = ["go1.21", "go1.21rc1", "devel go1.21-abc", "go1.20.3"].compactMap { GoVersion($0) }
        while versions.count < 120 {
            if let version = GoVersion("v1" + numbers.text(of: Self.pieces, count: 0...4)) { versions.append(version) }
        }
        expectTotalOrder(of: versions)
    }

    /// The order of the semver package that the go command itself is built with.
    @Test func agreesWithGo() throws {
        let name = "GoVersionTests.agreesWithGo"
        guard let root = Tool.output(of: "go", ["env", "GOROOT"])?.trimmingCharacters(in: .whitespacesAndNewlines)
        else {
            return skip(name, "go")
        }
        let package = URL(fileURLWithPath: root).appendingPathComponent("src/cmd/vendor/golang.org/x/mod/semver")
        guard FileManager.default.fileExists(atPath: package.path) else { return skip(name, "the sources of cmd/go") }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("drydock-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let copy = folder.appendingPathComponent("semver")
        try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
        for file in try FileManager.default.contentsOfDirectory(atPath: package.path) where !file.hasSuffix("_test.go")
        {
            try Data(contentsOf: package.appendingPathComponent(file)).write(to: copy.appendingPathComponent(file))
        }
        var numbers = SeededNumbers(seed: 8)
        let texts = (0..<400).map { _ in "v1" + numbers.text(of: Self.pieces, count: 0...4) }
        try Data("module oracle\n\ngo 1.19\n".utf8).write(to: folder.appendingPathComponent("go.mod"))
        let program = """
            package main

            import ("fmt"; "oracle/semver")

            func main() {
                all := []string{\(texts.map { "\"\($0)\"" }.joined(separator: ","))}
                for i := 1; i < len(all); i++ {
                    fmt.Println(semver.IsValid(all[i]), semver.Compare(all[i-1], all[i]))
                }
            }
            """
        try Data(program.utf8).write(to: folder.appendingPathComponent("main.go"))
        let offline = ["GOPROXY": "off", "GOFLAGS": "-mod=mod", "GO111MODULE": "on", "GOTOOLCHAIN": "local"]
        let text = try #require(Tool.output(of: "go", ["run", "."], environment: offline, in: folder))
        let answers = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        try #require(answers.count == texts.count - 1)
        for (index, answer) in answers.enumerated() {
            #expect(VersionScheme.semver.accepts(texts[index + 1]) == (answer[0] == "true"), "\(texts[index + 1])")
            if let order = VersionScheme.go.compare(texts[index], texts[index + 1]) {
                #expect(order.rawValue == Int(answer[1]), "\(texts[index]) \(texts[index + 1])")
            }
        }
    }
}

@Suite struct SemanticVersionTests {
    /// The example of section 11 of Semantic Versioning 2.0.
    @Test func order() throws {
        try expectOrders(
            """
            1.0.0-alpha < 1.0.0-alpha.1
            1.0.0-beta.2 < 1.0.0-beta.11
            1.0.0-rc.1 < 1.0.0
            2.0.0 < 2.1.0
            1.0.0+a = 1.0.0+b
            1.0.0-1 < 1.0.0-a
            """, .semver)
    }

    @Test(arguments: ["go1.21", "01.0.0", "1.0.0-00", "1.0.0-ä", "-1.0.0", "1.0.0 "])
    func refuses(_ text: String) {
        #expect(SemanticVersion(text) == nil)
    }
}
