import Foundation
import Synchronization
import Testing

@testable import Network

@Suite struct NetworkClientTests {
    private func settings(tries: Int = 4) -> NetworkSettings {
        var settings = NetworkSettings(
            toolVersion: "test", connectTimeout: .seconds(5), idleTimeout: .seconds(5),
            retry: RetryPolicy(tries: tries, firstPause: .milliseconds(1), longestPause: .milliseconds(2)))
        settings.pause = { _ in }
        return settings
    }

    private func get(_ server: ScriptedServer, tries: Int = 4, limit: Int = 1 << 20) async throws -> String {
        try await NetworkClient.withClient(settings(tries: tries)) { client in
            String(decoding: try await client.get(HTTPURL(server.url + "/x"), limit: limit), as: UTF8.self)
        }
    }

    @Test func passingFaultsAreTriedAgain() async throws {
        let server = try ScriptedServer([
            ScriptedServer.answer("503 Busy", ["Retry-After: 0"]), ScriptedServer.answer("429 Slow"), nil,
            ScriptedServer.answer("200 OK", [], "there"),
        ])
        defer { server.stop() }
        #expect(try await get(server) == "there")
        #expect(server.requests.count == 4)
    }

    @Test func lastingFaultsAreNot() async throws {
        let server = try ScriptedServer([ScriptedServer.answer("404 No", ["Content-Type: text/plain"], "gone fishing")])
        defer { server.stop() }
        let error = await #expect(throws: NetworkError.self) { try await get(server) }
        #expect(error.map { "\($0)" }?.contains("gone fishing") == true)
        #expect(server.requests.count == 1)
    }

    @Test func triesEnd() async throws {
        let server = try ScriptedServer([ScriptedServer.answer("503 Busy")])
        defer { server.stop() }
        await #expect(throws: NetworkError.self) { try await get(server, tries: 3) }
        #expect(server.requests.count == 3)
    }

    @Test func bodiesHaveALimit() async throws {
        let server = try ScriptedServer([ScriptedServer.answer("200 OK", [], String(repeating: "x", count: 5000))])
        defer { server.stop() }
        let error = await #expect(throws: NetworkError.self) { try await get(server, limit: 4999) }
        guard case .tooLarge = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func brokenBodiesGoOnWhereTheyBroke() async throws {
        let body = (0..<400).map { "line \($0)\n" }.joined()
        let half = body.utf8.count / 2
        let first =
            "HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\nETag: \"v1\"\r\nConnection: close\r\n\r\n"
            + String(decoding: Array(body.utf8)[..<half], as: UTF8.self)
        let rest = String(decoding: Array(body.utf8)[half...], as: UTF8.self)
        let second = ScriptedServer.answer(
            "206 Partial", ["ETag: \"v1\"", "Content-Range: bytes \(half)-\(body.utf8.count - 1)/\(body.utf8.count)"],
            rest)
        let server = try ScriptedServer([first, second])
        defer { server.stop() }
        let (text, resumed) = try await NetworkClient.withClient(settings()) { client in
            let url = try HTTPURL(server.url + "/blob")
            let stream = ResumableBody(client: client, url: url, limit: 1 << 20) { headers in
                try await client.send(Request(.get, url, headers: headers))
            }
            var bytes: [UInt8] = []
            while let chunk = try await stream.next() { bytes += chunk.bytes }
            return (String(decoding: bytes, as: UTF8.self), stream.timesResumed)
        }
        #expect(text == body)
        #expect(resumed == 1)
        #expect(server.requests.last?.contains("bytes=\(half)-") == true)
    }

    @Test func contentThatChangedMeanwhileIsNoContinuation() async throws {
        let first = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\nETag: \"v1\"\r\nConnection: close\r\n\r\nabc"
        let server = try ScriptedServer([first, ScriptedServer.answer("200 OK", ["ETag: \"v2\""], "other")])
        defer { server.stop() }
        await #expect(throws: NetworkError.self) {
            try await NetworkClient.withClient(settings()) { client in
                let url = try HTTPURL(server.url + "/blob")
                let stream = ResumableBody(client: client, url: url, limit: 1 << 20) { headers in
                    try await client.send(Request(.get, url, headers: headers))
                }
                while try await stream.next() != nil {}
            }
        }
    }

    @Test func credentialsStayWithTheirServer() async throws {
        let other = try ScriptedServer([ScriptedServer.answer("200 OK", [], "blob")])
        defer { other.stop() }
        let server = try ScriptedServer([ScriptedServer.answer("307 There", ["Location: \(other.url)/blob"])])
        defer { server.stop() }
        try await NetworkClient.withClient(settings()) { client in
            let response = try await client.send(
                Request(.get, HTTPURL(server.url + "/x"), headers: ["Authorization": "Bearer hidden"]))
            #expect(try await response.body.collect(limit: 100) == Array("blob".utf8))
        }
        #expect(server.requests[0].contains("Bearer hidden"))
        #expect(!other.requests[0].contains("hidden"))
    }

    @Test func redirectsInCirclesEnd() async throws {
        let server = try ScriptedServer([ScriptedServer.answer("302 Round", ["Location: /x"])])
        defer { server.stop() }
        let error = await #expect(throws: NetworkError.self) { try await get(server) }
        guard case .redirect = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func nobodyThereIsSaidSo() async throws {
        let server = try ScriptedServer([nil])
        server.stop()
        let error = await #expect(throws: NetworkError.self) { try await get(server, tries: 1) }
        #expect(error.map { "\($0)" }?.contains("127.0.0.1") == true)
    }
}
