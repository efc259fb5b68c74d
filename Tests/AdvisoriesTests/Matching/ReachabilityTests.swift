import Findings
import Foundation
import GoBinary
import Inventory
import Testing

@testable import Advisories

/// On a program that Debian's Go builds in the test.
@Suite struct ReachabilityTests {
    private static let source = """
        package main

        import (
        \t"fmt"
        \t"net/url"
        \t"os"
        )

        func main() {
        \taddress, err := url.Parse(os.Args[len(os.Args)-1])
        \tfmt.Println(address, err)
        }
        """

    private func program() throws -> GoProgram? {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("drydock-reach-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(Self.source.utf8).write(to: folder.appendingPathComponent("main.go"))
        try Data("module example.com/app\n\ngo 1.19\n".utf8).write(to: folder.appendingPathComponent("go.mod"))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["go", "build", "-ldflags=-s -w", "-o", "app", "."]
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment.merging(["CGO_ENABLED": "0", "GOFLAGS": ""]) { $1 }
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { return nil }
        let binary = try Data(contentsOf: folder.appendingPathComponent("app"))
        guard let linkage = binary.withUnsafeBytes({ GoLinkage(content: $0) }) else { return nil }
        return GoProgram(location: PackageLocation(path: "app"), goVersion: "go1.19.8", linkage: linkage)
    }

    @Test func tellsWhatIsLinkedFromWhatIsNot() throws {
        guard var program = try program() else {
            print("SKIPPED: ReachabilityTests: needs go 1.16 or later")
            return
        }
        let main = Make.module("example.com/app", "v1.0.0", properties: ["path": "example.com/app", "goos": "linux"])
        let library = Make.module("stdlib", "go1.19.8")
        program.main = main.id
        program.packages = [main.id, library.id]
        func record(_ id: String, _ path: String, _ symbols: [String], module: String = "stdlib") -> AdvisoryRecord {
            Make.go(id, module, [(nil, "1.30.0")], imports: [VulnerableImport(path: path, symbols: symbols)])
        }
        let records = [
            record("GO-1", "net/url", ["Parse", "NeverThere"]), record("GO-2", "net/http", ["Server.Serve"]),
            record("GO-3", "net/url", ["JoinPath"]), record("GO-4", "net/url", []),
            record("GO-5", "os", ["File.Write"]),
            record("GO-6", "example.com/app", ["main"], module: "example.com/app"),
            Make.go("GO-7", "stdlib", [(nil, "1.30.0")]),
        ]
        let result = try Make.match([main, library], programs: [program], records)
        let reach = Dictionary(
            result.findings.map { ($0.id, $0.reachability) }, uniquingKeysWith: { first, _ in first })
        #expect(reach["GO-1"] == .present)
        #expect(reach["GO-2"] == .unreachable)
        #expect(reach["GO-3"] == .unreachable)
        #expect(reach["GO-4"] == .present)
        #expect(reach["GO-5"] == .present)
        #expect(reach["GO-6"] == .present)
        #expect(reach["GO-7"] == .some(nil))
        // What cannot be reached comes last.
        #expect(Set(result.findings.suffix(2).map(\.id)) == ["GO-2", "GO-3"])
        // In a second program of the same version it is there.
        var second = library
        second.id += "2"
        let other = GoProgram(location: PackageLocation(path: "b"), packages: [second.id])
        let both = try Make.match([main, library, second], programs: [program, other], records)
        #expect(both.findings.first { $0.id == "GO-2" }?.reachability == nil)
    }
}
