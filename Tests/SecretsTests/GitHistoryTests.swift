import Foundation
import Testing

@testable import Secrets

struct GitHistoryTests {
    @discardableResult
    private func git(_ arguments: [String], in folder: URL) throws -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/git")
        process.arguments =
            [
                "-c", "user.name=Ada", "-c", "user.email=ada@corp", "-c", "init.defaultBranch=main", "-c",
                "commit.gpgsign=false",
            ]
            + arguments
        process.currentDirectoryURL = folder
        process.environment = [
            "GIT_CONFIG_NOSYSTEM": "1", "HOME": folder.path, "GIT_COMMITTER_DATE": "1700000000 +0000",
        ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    @Test func whatWasDeletedIsFoundWithItsCommit() throws {
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/git") else {
            print("SKIPPED: whatWasDeletedIsFoundWithItsCommit: git is missing")
            return
        }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("drydock-git-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("conf"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let token = Samples.gitHub(21)
        let file = folder.appendingPathComponent("conf/app.env")
        #expect(try git(["init", "-q"], in: folder))
        let lines = (0..<200).map { "SETTING_\($0)=value \($0)" }.joined(separator: "\n")
        try Data("\(lines)\n".utf8).write(to: file)
        #expect(try git(["add", "."], in: folder) && git(["commit", "-qm", "one"], in: folder))
        try Data("\(lines)\nT=\(token)\n".utf8).write(to: file)
        #expect(try git(["commit", "-qam", "two"], in: folder))
        try FileManager.default.removeItem(at: file)
        #expect(try git(["commit", "-qam", "three"], in: folder))
        let scanner = SecretScanner(SecretScanOptions(showsSecrets: true))
        for isPacked in [false, true] {
            if isPacked { #expect(try git(["gc", "-q", "--aggressive", "--prune=now"], in: folder)) }
            let outcome = try GitHistory(repository: folder.path, scanner: scanner).scan()
            #expect(outcome.notes.isEmpty && outcome.commits == 3 && outcome.blobs == 2)
            #expect(outcome.facts.map(\.path) == ["conf/app.env"])
            let fact = try #require(outcome.facts.first?.fact)
            #expect(
                fact.shown == token && fact.line == 201 && fact.author == "Ada <ada@corp>" && fact.date == "2023-11-14")
            #expect(fact.commit?.utf8.count == 40)
        }
    }

    @Test func aFolderWithoutRepositoryIsAnError() {
        #expect(throws: SecretError.self) { _ = try GitHistory(repository: "/nowhere", scanner: SecretScanner()) }
    }
}
