import Foundation
import Testing

@Suite(.serialized) struct DatabaseTests {
    private static let record = """
        {"id":"GO-2099-0001","modified":"2026-01-02T00:00:00Z","published":"2026-01-01T00:00:00Z","aliases":["CVE-2099-1"],
        "affected":[{"package":{"name":"golang.org/x/net","ecosystem":"Go"},"ranges":[{"type":"SEMVER",
        "events":[{"introduced":"0"},{"fixed":"0.99.0"}]}]}]}
        """

    private func database() throws -> (Scratch, String) {
        let scratch = try Scratch()
        let feeds = scratch.folder.appendingPathComponent("feeds")
        try FileManager.default.createDirectory(at: feeds, withIntermediateDirectories: true)
        try Data(Self.record.utf8).write(to: feeds.appendingPathComponent("GO-2099-0001.json"))
        let file = scratch.path("own.db")
        let built = try Tool.drydock("db", "build", "--from", feeds.path, "-o", file)
        #expect(built.status == 0, "\(built.errors)")
        return (scratch, file)
    }

    private func ids(_ outcome: Outcome) throws -> [String] {
        let artifacts = try #require(outcome.json()["artifacts"] as? [[String: Any]])
        return try #require(artifacts.first?["findings"] as? [[String: Any]]).compactMap { $0["id"] as? String }
    }

    @Test func aScanJudgesByTheNamedDatabase() throws {
        let (scratch, file) = try database()
        defer { withExtendedLifetime(scratch) {} }
        let outcome = try Tool.drydock(
            "scan", "oci:" + Tool.exampleImage, "--only", "vuln", "--database", file, "-f", "json")
        #expect(try ids(outcome) == ["CVE-2099-1"])
    }

    @Test func statusAndVerify() throws {
        let (scratch, file) = try database()
        defer { withExtendedLifetime(scratch) {} }
        #expect(try Tool.drydock("db", "status", "--database", file).text.contains("go-vulndb"))
        #expect(try Tool.drydock("db", "verify", "--database", file).status == 0)
        #expect(try Tool.drydock("db", "verify").status == 0)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: file))
        for index in stride(from: bytes.count / 2, to: bytes.count, by: 7) { bytes[index] ^= 0xff }
        try bytes.write(to: URL(fileURLWithPath: file))
        let damaged = try Tool.drydock("db", "verify", "--database", file)
        #expect(damaged.status == 2)
        #expect(damaged.errors.contains("damaged"), "\(damaged.errors)")
    }

    @Test func exportAndImport() throws {
        let (scratch, file) = try database()
        let (packed, copy) = (scratch.path("db.pack"), scratch.path("copy.db"))
        #expect(try Tool.drydock("db", "export", packed, "--database", file).status == 0)
        #expect(try Tool.drydock("db", "import", packed, "--database", copy).status == 0)
        #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == Data(contentsOf: URL(fileURLWithPath: copy)))
        var bytes = try Data(contentsOf: URL(fileURLWithPath: packed))
        bytes[bytes.count - 9] ^= 1
        try bytes.write(to: URL(fileURLWithPath: packed))
        #expect(try Tool.drydock("db", "import", packed, "--database", copy).status == 2)
        #expect(try Tool.drydock("db", "verify", "--database", copy).status == 0)
    }

    @Test func wrongWords() throws {
        #expect(try Tool.drydock("db", "update", "--source", "rumours").errors.contains("no source rumours"))
        #expect(try Tool.drydock("db", "build", "--from", "/no/such", "-o", "/tmp/never.db").status == 2)
        #expect(try Tool.drydock("scan", "dir:.", "--database", "/no/such.db").errors.contains("/no/such.db"))
    }

    /// Whatever is wrong with what is named, each command says so in one line, writes nothing, and ends with 2.
    @Test func eachWrongInputIsOneClearError() throws {
        let (scratch, file) = try database()
        let (folder, empty, packed) = (scratch.path("feeds"), scratch.path("empty"), scratch.path("db.pack"))
        try Data().write(to: URL(fileURLWithPath: empty))
        let (cut, cutPack) = (scratch.path("cut.db"), scratch.path("cut.pack"))
        try Data(contentsOf: URL(fileURLWithPath: file)).prefix(5000).write(to: URL(fileURLWithPath: cut))
        #expect(try Tool.drydock("db", "export", packed, "--database", file).status == 0)
        try Data(contentsOf: URL(fileURLWithPath: packed)).dropLast(40).write(to: URL(fileURLWithPath: cutPack))
        let (none, fresh) = (scratch.path("none"), scratch.path("fresh.db"))

        var cases: [(words: [String], message: String)] = []
        for command in ["status", "verify"] {
            cases += [
                (["db", command, "--database", none], "there is no such file"),
                (["db", command, "--database", folder], "it is a folder"),
                (["db", command, "--database", cut], "is damaged"),
                (["db", command, "--database", empty], "it is no advisory database"),
            ]
        }
        for words in [["export", fresh], ["push", "127.0.0.1:1/a:1"]] {
            cases += [
                (["db"] + words + ["--database", none], "there is no database yet"),
                (["db"] + words + ["--database", folder], "it is a folder"),
                (["db"] + words + ["--database", cut], "is damaged"),
            ]
        }
        cases += [
            (["db", "export", none + "/x", "--database", file], "none/x cannot be written: No such file or directory"),
            (["db", "export", folder, "--database", file], "feeds cannot be written: Is a directory"),
            (["db", "import", none, "--database", fresh], "none cannot be read: No such file or directory"),
            (["db", "import", folder, "--database", fresh], "feeds cannot be read: it is no file"),
            (["db", "import", cutPack, "--database", fresh], "cut.pack cannot be read: the zstd data ends too early"),
            (["db", "import", file, "--database", fresh], "it is no packed advisory database"),
            (["db", "import", packed, "--database", folder], "feeds cannot be written: Is a directory"),
            (["db", "push", "127.0.0.1:1/a:1", "--database", file], "connection refused"),
            (["db", "push", "127.0.0.1:1/A B", "--database", file], "is no name of an image"),
            (["db", "push", "127.0.0.1:1/a:1", "--ca-file", none, "--database", file], "No such file or directory"),
            (["db", "build", "--from", none, "-o", fresh], "there is no such file or folder"),
            (["db", "build", "--from", empty, "-o", fresh], "nothing in a format of advisories"),
            (["db", "build", "--from", file, "-o", fresh], "nothing in a format of advisories"),
            (["db", "build", "--from", folder, "-o", fresh, "--date", "kev"], "SOURCE=YYYY-MM-DD"),
            (["db", "build", "--from", folder, "-o", fresh, "--date", "kev=2024-01-01"], "there is go-vulndb"),
            (["db", "build", "--from", folder, "-o", scratch.folder.path], "Is a directory"),
            (["db", "update", "--from", "registry:127.0.0.1:1/a:1", "--database", fresh], "connection refused"),
            (["db", "update", "--from", "registry:", "--database", fresh], "is no name of an image"),
            (["db", "update", "--mirror", "x", "--database", none + "/advisories.db"], "PREFIX=REPLACEMENT"),
            (["db", "update", "--config", none, "--database", none + "/advisories.db"], "No such file or directory"),
        ]
        for (words, message) in cases {
            let outcome = try Tool.run(Tool.binary, words)
            #expect(outcome.status == 2, "\(words): \(outcome.errors)")
            #expect(outcome.text.isEmpty, "\(words)")
            #expect(outcome.errors.hasPrefix("drydock: "), "\(words): \(outcome.errors)")
            #expect(outcome.errors.contains(message), "\(words): \(outcome.errors)")
            #expect(outcome.errors.split(separator: "\n").count == 1, "\(words): \(outcome.errors)")
            #expect(!FileManager.default.fileExists(atPath: fresh), "\(words)")
        }
        #expect(try Tool.drydock("db", "verify", "--database", file).status == 0)
    }

    /// Words that the command does not know, with its usage.
    @Test func wrongFlags() throws {
        for command in ["update", "build", "status", "verify", "export", "import", "push"] {
            let outcome = try Tool.drydock("db", command, "--rumours")
            #expect(outcome.status == 2)
            #expect(outcome.errors.hasPrefix("drydock: "), "\(outcome.errors)")
            #expect(outcome.errors.contains("Usage: drydock db \(command)"), "\(outcome.errors)")
        }
        let plain = try Tool.drydock("db", "update", "--from", "localhost:5000/a:1")
        #expect(plain.status == 2)
        #expect(plain.errors.contains("--from takes registry:NAME[:TAG]"))
        let both = try Tool.drydock("db", "update", "--from", "registry:localhost:5000/a:1", "--source", "kev")
        #expect(both.status == 2)
        #expect(both.errors.contains("--from takes a built database"))
    }
}
