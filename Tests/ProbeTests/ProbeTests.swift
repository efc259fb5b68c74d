import Foundation
import Testing

@testable import Probe

@Suite struct AddressTests {
    @Test func readsAddresses() throws {
        let cases: [(String, ProbeTarget.Kind, String, UInt16, String)] = [
            ("http://a", .http, "a", 80, "/"), ("http://a:8080/x?y=1#z", .http, "a", 8080, "/x?y=1"),
            ("https://[::1]/", .https, "::1", 443, "/"), ("tcp://10.0.0.1:5432", .tcp, "10.0.0.1", 5432, ""),
            ("grpc://[fe80::1]:50051/shop.Orders", .grpc, "fe80::1", 50051, "shop.Orders"),
            ("http://a?b", .http, "a", 80, "/?b"), ("grpcs://a", .grpcs, "a", 443, ""),
        ]
        for (text, kind, host, port, path) in cases {
            let target = try ProbeTarget(parsing: text)
            #expect(target.kind == kind && target.host == host && target.port == port && target.path == path, "\(text)")
        }
    }

    @Test(arguments: [
        "", "a:80", "ftp://a", "http://", "http://a:0", "http://a:65536", "http://a:b", "http://[::1", "http://::1:80",
        "http://[::1]x", "tcp://a", "tcp://a:1/x", "http://u:p@a/", "http://a/ b", "http://a/\r\nX: y", "grpc://a",
    ])
    func refusesWhatIsNone(text: String) {
        #expect(throws: ProbeError.self) { try ProbeTarget(parsing: text) }
    }

    @Test func readsOptions() throws {
        #expect(try ProbeRequest.statuses(parsing: "200-299,404") == [200...299, 404...404])
        #expect(try ProbeRequest.milliseconds(parsing: "500ms") == 500)
        #expect(try ProbeRequest.milliseconds(parsing: "2") == 2000)
        #expect(try ProbeRequest.header(parsing: "Host:  a.b ").value == "a.b")
        for text in ["", "99", "300-200", "a", "200-", "200-300-400"] {
            #expect(throws: ProbeError.self) { try ProbeRequest.statuses(parsing: text) }
        }
        for text in ["", "0", "s", "3h", "99999999s", "3600001ms", "-1"] {
            #expect(throws: ProbeError.self) { try ProbeRequest.milliseconds(parsing: text) }
        }
        for text in ["", "a", ": b", "a b: c", "a: b\r\nc: d"] {
            #expect(throws: ProbeError.self) { try ProbeRequest.header(parsing: text) }
        }
        let request = try ProbeCommandLine.request(parsing: [
            "--timeout", "1s", "http://a/", "--status=204", "--header", "A: b", "--body-contains=x=y", "--method",
            "HEAD",
        ])
        #expect(request.timeoutMilliseconds == 1000 && request.statuses == [204...204] && request.method == "HEAD")
        #expect(request.bodyContains == "x=y" && request.headers.first?.name == "A")
        for arguments in [[], ["http://a", "http://b"], ["http://a", "--what", "1"], ["http://a", "--timeout"]] {
            #expect(throws: ProbeError.self) { try ProbeCommandLine.request(parsing: arguments) }
        }
    }
}

@Suite struct HTTPProbeTests {
    private func ask(_ server: TestServer, _ change: (inout ProbeRequest) -> Void = { _ in }) throws -> ProbeOutcome {
        var request = ProbeRequest(target: try ProbeTarget(parsing: "http://127.0.0.1:\(server.port)/healthz"))
        request.timeoutMilliseconds = 5000
        change(&request)
        return Prober.run(request)
    }

    @Test func judgesTheStatus() throws {
        for (status, isHealthy) in [(200, true), (204, true), (302, true), (404, false), (503, false)] {
            let server = TestServer("HTTP/1.1 \(status) Any\r\nContent-Length: 0\r\n\r\n")
            #expect(try ask(server).isHealthy == isHealthy, "\(status)")
        }
        let server = TestServer("HTTP/1.0 503 Busy\r\n\r\n")
        #expect(try ask(server) { $0.statuses = [503...503] }.isHealthy)
    }

    @Test func sendsWhatIsWanted() throws {
        let server = TestServer("HTTP/1.1 200 OK\r\n\r\n")
        _ = try ask(server) {
            $0.method = "POST"
            $0.headers = [("host", "shop"), ("X-A", "b")]
        }
        #expect(server.request.hasPrefix("POST /healthz HTTP/1.1\r\n"))
        #expect(server.request.contains("\r\nhost: shop\r\n") && !server.request.contains("Host: 127"))
        #expect(server.request.contains("\r\nX-A: b\r\n") && server.request.contains("Content-Length: 0"))
        #expect(server.request.hasSuffix("Connection: close\r\n\r\n"))
    }

    @Test func readsPiecesHintsAndChunks() throws {
        let answer = Array(
            "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nall\r\n5;x=y\r\n good\r\n0\r\n\r\n"
                .utf8)
        let server = TestServer(stride(from: 0, to: answer.count, by: 20).map { Array(answer[$0...].prefix(20)) })
        #expect(try ask(server) { $0.bodyContains = "all good" }.isHealthy)
        #expect(try !ask(server) { $0.bodyContains = "all bad" }.isHealthy)
    }

    @Test(arguments: [
        "", "HTTP/1.1 200", "SSH-2.0-x\r\n\r\n", "HTTP/1.1 abc x\r\n\r\n", "HTTP/1.1\r\n\r\n", "\r\n\r\n",
    ])
    func brokenAnswersAreNotHealthy(text: String) throws {
        #expect(try !ask(TestServer(text)).isHealthy)
    }

    @Test func anEndlessHeadEnds() throws {
        let server = TestServer([Array("HTTP/1.1 200 OK\r\n".utf8)] + [[UInt8](repeating: 0x61, count: 70_000)])
        #expect(try ask(server).reason.contains("head"))
    }

    @Test func silenceEndsInTime() throws {
        let server = TestServer([], staysOpen: true)
        let outcome = try ask(server) { $0.timeoutMilliseconds = 100 }
        #expect(outcome.reason.hasSuffix("no answer in time"))
    }

    @Test func aRealServer() throws {
        guard let python = Python.path else { return print("SKIPPED: aRealServer: no python3") }
        let server = try Python(
            python,
            """
            import http.server, socketserver
            class H(http.server.BaseHTTPRequestHandler):
                protocol_version = "HTTP/1.1"
                def do_GET(self):
                    body = b"ready\\n"
                    self.send_response(200 if self.path == "/healthz" else 404)
                    self.send_header("Content-Length", str(len(body))); self.end_headers(); self.wfile.write(body)
                def log_message(self, *a): pass
            s = socketserver.TCPServer(("127.0.0.1", 0), H); print(s.server_address[1], flush=True); s.serve_forever()
            """)
        defer { server.end() }
        let base = "http://localhost:\(server.port)"
        #expect(ProbeCommandLine.run([base + "/healthz", "--body-contains", "ready"]) == 0)
        #expect(ProbeCommandLine.run([base + "/other"]) == 1)
        #expect(ProbeCommandLine.run(["tcp://127.0.0.1:\(server.port)"]) == 0)
        #expect(ProbeCommandLine.run(["grpc://127.0.0.1:\(server.port)"]) == 1)
    }

    @Test func nobodyThere() throws {
        let server = TestServer([], listens: false)
        #expect(ProbeCommandLine.run(["tcp://127.0.0.1:\(server.port)"]) == 1)
        #expect(ProbeCommandLine.run(["https://127.0.0.1/"]) == 1)
        #expect(ProbeCommandLine.run(["--help"]) == 0)
    }
}

/// A server in Python that prints its port first.
struct Python {
    static var path: String? {
        ["/usr/bin/python3", "/usr/local/bin/python3"].first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    let port: Int
    private let process = Process()
    private let input = Pipe()

    init(_ python: String, _ script: String) throws {
        process.executableURL = URL(fileURLWithPath: python)
        // A test that ends early takes its server along: the end of its input is the end of it.
        let guardian =
            "import os, sys, threading\n"
            + "threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()\n"
        process.arguments = ["-c", guardian + script]
        process.standardInput = input
        process.standardError = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        var text = ""
        while !text.contains("\n") {
            let data = output.fileHandleForReading.availableData
            if data.isEmpty { break }
            text += String(decoding: data, as: UTF8.self)
        }
        port = Int(text.split(separator: "\n").first ?? "") ?? 0
    }

    func end() {
        try? input.fileHandleForWriting.close()
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}

@Suite struct ResolverTests {
    @Test func readsHostsAndSettings() {
        let hosts = Resolver.words(
            Array("127.0.0.1 localhost # x\n10.0.0.7\tDB db.shop\r\n#9.9.9.9 db\n::2 db\nbad db\n".utf8))
        #expect(
            Resolver.hosts(hosts, "db") == [IPAddress(bytes: [10, 0, 0, 7])] + [IPAddress("::2")].compactMap { $0 })
        let settings = ResolverSettings(
            Resolver.words(
                Array("search a.local b.local\nnameserver 10.96.0.10\noptions ndots:5 timeout:1\nnameserver x\n".utf8)))
        #expect(settings.servers == [IPAddress(bytes: [10, 96, 0, 10])])
        #expect(settings.candidates(for: "db.shop") == ["db.shop.a.local", "db.shop.b.local", "db.shop"])
        #expect(settings.candidates(for: "db.") == ["db."])
    }

    @Test func readsAnswers() throws {
        let question = try #require(DNSQuery.question("a.bc", type: 1, id: 0x1234))
        #expect(question == [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0x61, 2, 0x62, 0x63, 0, 0, 1, 0, 1])
        #expect(DNSQuery.question(String(repeating: "a", count: 64), type: 1, id: 0) == nil)
        #expect(DNSQuery.question(String(repeating: "ab.", count: 100), type: 1, id: 0) == nil)
        var answer = question
        answer[2] = 0x81
        answer[3] = 0x80
        answer[7] = 2
        answer += [
            0xC0, 12, 0, 5, 0, 1, 0, 0, 0, 9, 0, 2, 0xC0, 12, 0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 9, 0, 4, 1, 2, 3, 4,
        ]
        #expect(DNSQuery.addresses(in: answer, type: 1, id: 0x1234) == [IPAddress(bytes: [1, 2, 3, 4])])
        #expect(DNSQuery.addresses(in: answer, type: 1, id: 1) == nil)
        for count in answer.indices { _ = DNSQuery.addresses(in: Array(answer[..<count]), type: 1, id: 0x1234) }
        for index in answer.indices {
            for value: UInt8 in [0, 0x3F, 0xC0, 0xFF] {
                var changed = answer
                changed[index] = value
                _ = DNSQuery.addresses(in: changed, type: 1, id: 0x1234)
            }
        }
    }
}
