import Foundation
import Testing

@testable import Probe

@Suite struct TLSProbeTests {
    private func ask(
        _ address: String, ca: String? = nil, insecure: Bool = false, _ change: (inout ProbeRequest) -> Void = { _ in }
    ) throws -> ProbeOutcome {
        var request = ProbeRequest(target: try ProbeTarget(parsing: address))
        request.timeoutMilliseconds = 8000
        request.trust.certificateFile = ca
        request.trust.isInsecure = insecure
        change(&request)
        return Prober.run(request)
    }

    /// Runs with a private authority, or says why it cannot.
    private func withAuthority(_ name: String, _ body: (TLSServer.Authority) throws -> Void) throws {
        do {
            try body(try TLSServer.Authority())
        } catch let skip as TLSServer.Skip {
            print("SKIPPED: \(name): \(skip.reason)")
        }
    }

    @Test func believesWhomTheAuthoritySigned() throws {
        try withAuthority("believesWhomTheAuthoritySigned") { authority in
            try authority.issue("local", for: "DNS:localhost,IP:127.0.0.1")
            let server = try TLSServer(authority, "local")
            for host in ["localhost", "127.0.0.1"] {
                let outcome = try ask("https://\(host):\(server.port)/", ca: authority.file) {
                    $0.bodyContains = "TLSv1.2"
                }
                #expect(outcome == .healthy("\(host):\(server.port)/ answers 200"))
            }
        }
    }

    @Test func nobodyElseIsBelieved() throws {
        try withAuthority("nobodyElseIsBelieved") { authority in
            try authority.issue("other", for: "DNS:shop.example,IP:10.0.0.1")
            let server = try TLSServer(authority, "other")
            let name = try ask("https://localhost:\(server.port)/", ca: authority.file)
            #expect(name.reason.contains("the certificate is not for localhost"), "\(name)")
            let address = try ask("https://127.0.0.1:\(server.port)/", ca: authority.file)
            #expect(address.reason.contains("the certificate is not for 127.0.0.1"), "\(address)")
            let strangers = try TLSServer.Authority()
            let stranger = try withExtendedLifetime(strangers) {
                try ask("https://localhost:\(server.port)/", ca: strangers.file)
            }
            #expect(stranger.reason.contains("nobody that is trusted signed"), "\(stranger)")
            #expect(!name.isHealthy && !address.isHealthy && !stranger.isHealthy)
            for host in ["localhost", "127.0.0.1"] {
                #expect(try ask("https://\(host):\(server.port)/", insecure: true).isHealthy)
            }
        }
    }

    @Test func aCertificateRunsOut() throws {
        try withAuthority("aCertificateRunsOut") { authority in
            try authority.issue("old", for: "DNS:localhost", days: -1)
            let server = try TLSServer(authority, "old")
            let outcome = try ask("https://localhost:\(server.port)/", ca: authority.file)
            #expect(outcome.reason.contains("the certificate has expired"), "\(outcome)")
        }
    }

    @Test func theServerIsTold() throws {
        try withAuthority("theServerIsTold") { authority in
            try authority.issue("first", for: "DNS:first.example")
            try authority.issue("second", for: "DNS:localhost")
            // A server with two names shows the certificate of the one it is asked by (RFC 6066, 3).
            let server = try TLSServer(
                authority, "first", "-servername", "localhost", "-cert2", authority.path("second.pem"), "-key2",
                authority.path("second.key"))
            let outcome = try ask("https://localhost:\(server.port)/", ca: authority.file)
            #expect(outcome.isHealthy, "\(outcome)")
        }
    }

    @Test func saysWhatItCannotSpeak() throws {
        try withAuthority("saysWhatItCannotSpeak") { authority in
            try authority.issue("local", for: "DNS:localhost")
            let old = try TLSServer(authority, "local", "-tls1_1", "-cipher", "ALL:@SECLEVEL=0")
            let outcome = try ask("https://localhost:\(old.port)/", ca: authority.file)
            #expect(!outcome.isHealthy && outcome.reason.contains("TLS"), "\(outcome)")
            let new = try TLSServer(authority, "local", "-tls1_3")
            let modern = try ask("https://localhost:\(new.port)/", ca: authority.file)
            #expect(modern.isHealthy || modern.reason.contains("this probe speaks TLS 1.2"), "\(modern)")
        }
    }

    @Test func serversThatDoNotSpeakTLS() throws {
        let plain = TestServer("HTTP/1.1 400 Bad Request\r\n\r\n")
        #expect(
            try ask("https://127.0.0.1:\(plain.port)/", insecure: true).reason.contains("answers, but not by TLS"))
        let mute = TestServer([], staysOpen: true)
        let late = try ask("https://127.0.0.1:\(mute.port)/", insecure: true) { $0.timeoutMilliseconds = 200 }
        #expect(late.reason.contains("in time"), "\(late)")
        let rude = TestServer([])
        #expect(!(try ask("https://127.0.0.1:\(rude.port)/", insecure: true).isHealthy))
    }

    @Test func whatLooksLikeTLSAndIsNone() throws {
        var state: UInt64 = 88_172_645_463_325_252
        func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
        for _ in 0..<24 {
            // A handshake record with a server's greeting cut, stretched or scrambled.
            var body: [UInt8] = [2, 0, 0, 70, 3, 3] + (0..<64).map { _ in UInt8(truncatingIfNeeded: next()) }
            for _ in 0..<Int(next() % 8) {
                body[Int(next() % UInt64(body.count))] = UInt8(truncatingIfNeeded: next())
            }
            body.removeLast(Int(next() % 40))
            let server = TestServer([[22, 3, 3, 0, UInt8(body.count)] + body])
            let outcome = try ask("https://127.0.0.1:\(server.port)/", insecure: true) { $0.timeoutMilliseconds = 2000 }
            #expect(!outcome.isHealthy)
        }
    }

    @Test func trustedFilesAreThere() throws {
        let server = TestServer([], staysOpen: true)
        let missing = try ask("https://localhost:\(server.port)/", ca: "/nowhere/ca.pem")
        #expect(missing.reason.contains("/nowhere/ca.pem holds no certificates that can be read"), "\(missing)")
        let none = try ask("https://localhost:\(server.port)/", ca: #filePath)
        #expect(none.reason.contains("holds no certificates"), "\(none)")
        let request = try ProbeCommandLine.request(parsing: ["--insecure", "https://a/", "--ca-file", "b.pem"])
        #expect(request.trust.isInsecure && request.trust.certificateFile == "b.pem")
    }

    /// grpcio's own server and health service.
    @Test func asksGRPCServers() throws {
        guard let python = Self.pythonWithGRPC else {
            print(
                "SKIPPED: asksGRPCServers: no python with grpcio and grpcio-health-checking (DRYDOCK_TEST_PYTHON names one)"
            )
            return
        }
        try withAuthority("asksGRPCServers") { authority in
            try authority.issue("local", for: "DNS:localhost,IP:127.0.0.1")
            let program = authority.path("server.py")
            try Data(Self.server.utf8).write(to: URL(fileURLWithPath: program))
            let clear = try TLSServer(program: python, [program])
            #expect(try ask("grpc://127.0.0.1:\(clear.port)").isHealthy)
            #expect(try ask("grpc://127.0.0.1:\(clear.port)/shop.Orders").reason.contains("not serving"))
            #expect(!(try ask("grpc://127.0.0.1:\(clear.port)/shop.None").isHealthy))
            let secret = try TLSServer(
                program: python, [program, authority.path("local.pem"), authority.path("local.key")])
            for host in ["localhost", "127.0.0.1"] {
                let outcome = try ask("grpcs://\(host):\(secret.port)", ca: authority.file)
                #expect(outcome == .healthy("\(host):\(secret.port) is serving"))
            }
            #expect(
                try ask("grpcs://localhost:\(secret.port)/shop.Orders", insecure: true).reason.contains("not serving"))
            #expect(!(try ask("grpc://127.0.0.1:\(secret.port)") { $0.timeoutMilliseconds = 1000 }.isHealthy))
        }
    }

    private static let pythonWithGRPC: String? = {
        let named = ProcessInfo.processInfo.environment["DRYDOCK_TEST_PYTHON"]
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return ([named].compactMap { $0 } + folders.map { "\($0)/python3" }).first { path in
            guard FileManager.default.isExecutableFile(atPath: path) else { return false }
            let process = Process()
            process.executableURL = URL(fileURLWithPath: path)
            process.arguments = ["-c", "import grpc, grpc_health.v1.health"]
            process.standardError = FileHandle.nullDevice
            guard (try? process.run()) != nil else { return false }
            process.waitUntilExit()
            return process.terminationStatus == 0
        }
    }()

    private static let server = """
        import sys
        from concurrent import futures
        import grpc
        from grpc_health.v1 import health, health_pb2, health_pb2_grpc

        server = grpc.server(futures.ThreadPoolExecutor(max_workers=2))
        service = health.HealthServicer()
        service.set("", health_pb2.HealthCheckResponse.SERVING)
        service.set("shop.Orders", health_pb2.HealthCheckResponse.NOT_SERVING)
        health_pb2_grpc.add_HealthServicer_to_server(service, server)
        if len(sys.argv) > 2:
            pair = open(sys.argv[2], "rb").read(), open(sys.argv[1], "rb").read()
            port = server.add_secure_port("127.0.0.1:0", grpc.ssl_server_credentials([pair]))
        else:
            port = server.add_insecure_port("127.0.0.1:0")
        server.start()
        print(f"ACCEPT 127.0.0.1:{port}", flush=True)
        server.wait_for_termination()
        """
}
