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
        #expect(try Tool.drydock("db", "verify", "--database", file).status != 0)
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
}
