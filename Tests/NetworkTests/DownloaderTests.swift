import Foundation
import Testing

@testable import Network

@Suite struct DownloaderTests {
    private func withFolder(_ work: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "drydock-download-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await work(folder)
    }

    private func fetch(
        _ server: ScriptedServer, _ path: String, newerThan validator: Validator? = nil, tries: Int = 1
    ) async throws -> Downloader.Outcome {
        var settings = NetworkSettings(
            toolVersion: "test", retry: RetryPolicy(tries: tries, firstPause: .milliseconds(1)))
        settings.pause = { _ in }
        return try await NetworkClient.withClient(settings) { client in
            try await Downloader(client).fetch(HTTPURL(server.url + "/db"), to: path, ifNewerThan: validator)
        }
    }

    @Test func anEarlierRunIsGoneOnWith() async throws {
        try await withFolder { folder in
            let path = folder.appending(path: "db").path
            let broken = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\nETag: \"v1\"\r\nConnection: close\r\n\r\n01234"
            let rest = ScriptedServer.answer("206 Rest", ["ETag: \"v1\"", "Content-Range: bytes 5-9/10"], "56789")
            let server = try ScriptedServer([broken, rest])
            defer { server.stop() }
            await #expect(throws: NetworkError.self) { try await fetch(server, path) }
            #expect(!FileManager.default.fileExists(atPath: path))
            guard case .fetched(let download) = try await fetch(server, path) else {
                Issue.record("nothing fetched")
                return
            }
            #expect(download.resumedAt == 5)
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "0123456789")
        }
    }

    @Test func whatIsNewestStays() async throws {
        try await withFolder { folder in
            let path = folder.appending(path: "db").path
            let server = try ScriptedServer([
                ScriptedServer.answer("200 OK", ["ETag: \"v1\""], "first"), ScriptedServer.answer("304 Same"),
            ])
            defer { server.stop() }
            guard case .fetched(let download) = try await fetch(server, path) else {
                Issue.record("nothing fetched")
                return
            }
            #expect(try await fetch(server, path, newerThan: download.validator) == .notModified)
            #expect(server.requests[1].lowercased().contains("if-none-match: \"v1\""))
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "first")
        }
    }

    @Test func aFailureLeavesTheOldFile() async throws {
        try await withFolder { folder in
            let path = folder.appending(path: "db").path
            try Data("old".utf8).write(to: URL(fileURLWithPath: path))
            let server = try ScriptedServer([ScriptedServer.answer("500 Oh")])
            defer { server.stop() }
            await #expect(throws: NetworkError.self) { try await fetch(server, path) }
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
        }
    }
}
