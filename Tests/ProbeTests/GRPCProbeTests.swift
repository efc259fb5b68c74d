import Foundation
import Testing

@testable import Probe

@Suite struct GRPCProbeTests {
    /// What a server of Python's grpcio 1.85.3 sent to a health check, recorded once: settings, window updates, a ping,
    /// head, message, trailers.
    static let serving = """
        000018040000000000000400400000000500400000000600004000fe0300000001000004080000000000003f0001000000040100000000000004\
        080000000000000000050000080600000000007c1d33093ad8a12100004e01040000000188400c636f6e74656e742d7479706510617070\
        6c69636174696f6e2f677270634014677270632d6163636570742d656e636f64696e67176964656e746974792c206465666c6174652c20\
        677a69700000070000000000010000000002080100001e010500000001400b677270632d7374617475730130000c677270632d6d657373\
        61676500
        """
    /// The same for a service it does not know: trailers only.
    static let unknown = """
        000018040000000000000400400000000500400000000600004000fe0300000001000004080000000000003f0001000000040100000000000004\
        0800000000000000000b00000806000000000017cebbc98b913daa00004d01040000000188400c636f6e74656e742d74797065106170\
        706c69636174696f6e2f67727063400b677270632d7374617475730135000c677270632d6d6573736167650f756e6b6e6f776e2073657276\
        696365
        """

    static func bytes(_ hex: String) -> [UInt8] {
        let digits = hex.utf8.compactMap { UInt8(String(UnicodeScalar($0)), radix: 16) }
        return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    private func ask(_ server: TestServer, service: String = "", time: Int = 5000) throws -> ProbeOutcome {
        var request = ProbeRequest(target: try ProbeTarget(parsing: "grpc://127.0.0.1:\(server.port)/\(service)"))
        request.timeoutMilliseconds = time
        return Prober.run(request)
    }

    @Test func aRecordedExchange() throws {
        let answer = Self.bytes(Self.serving)
        #expect(try ask(TestServer([answer])).isHealthy)
        let pieces = stride(from: 0, to: answer.count, by: 7).map { Array(answer[$0...].prefix(7)) }
        #expect(try ask(TestServer(pieces)).isHealthy)
        let last = try #require(answer.indices.last { answer[$0...].starts(with: [0x08, 0x01, 0x00, 0x00, 0x1E]) })
        var sick = answer
        sick[last + 1] = 2
        #expect(try ask(TestServer([sick])).reason.hasSuffix("not serving"))
    }

    @Test func aServiceThatIsNotKnown() throws {
        var answer = Self.bytes(Self.unknown)
        // Trailers only end the stream: the flag of the HEADERS frame.
        let head = try #require(answer.indices.last { answer[$0...].starts(with: [0x00, 0x00, 0x4D, 0x01, 0x04]) })
        answer[head + 4] = 5
        let outcome = try ask(TestServer([answer]), service: "none")
        #expect(!outcome.isHealthy && outcome.reason.contains("no health service"), "\(outcome)")
    }

    @Test func brokenAnswersAreNotHealthy() throws {
        for text in ["", "HTTP/1.1 400 Bad Request\r\n\r\n", "SSH-2.0-x\r\nand more than nine bytes"] {
            #expect(try !ask(TestServer(text)).isHealthy)
        }
        let whole = Self.bytes(Self.serving)
        for count in stride(from: 0, to: whole.count - 45, by: 23) {
            #expect(try !ask(TestServer([Array(whole[..<count])])).isHealthy, "\(count)")
        }
        #expect(try !ask(TestServer([], staysOpen: true), time: 100).isHealthy)
    }

    @Test func messagesAreReadWithCare() {
        func message(_ bytes: [UInt8]) -> [UInt8] { [0, 0, 0, 0, UInt8(bytes.count)] + bytes }
        #expect(GRPCProbe.status(in: message([])) == 0)
        #expect(GRPCProbe.status(in: message([8, 1])) == 1)
        #expect(GRPCProbe.status(in: message([0x12, 2, 9, 9, 8, 2])) == 2)
        #expect(GRPCProbe.status(in: [0, 0, 0, 0, 9, 8]) == nil)
        for bytes: [UInt8] in [
            [8], [8, 0xFF], [0x12, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1], [7], [0x0D],
        ] {
            #expect(GRPCProbe.status(in: message(bytes)) == 0)
        }
        #expect(GRPCProbe.status(in: message([8] + [UInt8](repeating: 0xFF, count: 20))) == 0)
        #expect(GRPCProbe.string(String(repeating: "a", count: 200)).prefix(3) == [127, 73, 0x61])
        #expect(GRPCProbe.varint(300) == [0xAC, 2])
        #expect(GRPCProbe.withoutPadding([2, 7, 0, 0], 8) == [7])
        #expect(GRPCProbe.withoutPadding([200, 7], 8).isEmpty)
        #expect(GRPCProbe.withoutPadding([1, 7], 0) == [1, 7])
    }
}
