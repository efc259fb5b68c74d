import AsyncHTTPClient
import NIOCore

public struct Response: Sendable {
    public var status: Int
    public var headers: HeaderFields
    public var body: ResponseBody
    /// Where it came from, after redirects.
    public var url: HTTPURL

    public var isSuccess: Bool { (200...299).contains(status) }

    /// The response itself if it is a success; else the server's own words as an error.
    public func requireSuccess() async throws(NetworkError) -> Response {
        if isSuccess { return self }
        throw await failure()
    }

    /// What an answer other than success says, as an error. Reads at most a few kilobytes of it.
    public func failure() async -> NetworkError {
        let limit = 4096
        var bytes: [UInt8] = []
        while bytes.count < limit, let chunk = try? await body.next() {
            bytes += chunk.prefix(limit - bytes.count).bytes
        }
        return .status("\(url)", code: status, reason: Self.readable(bytes, type: headers["Content-Type"]))
    }

    /// One line of what a server wrote for people: pages of HTML are none.
    private static func readable(_ bytes: [UInt8], type: String?) -> String {
        if let type, type.hasPrefix("text/html") { return "" }
        let text = String(decoding: bytes.prefix(400), as: UTF8.self)
        let line = text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }
        return String(String.UnicodeScalarView(line)).split(separator: " ").joined(separator: " ")
    }
}

/// The content of a response, pulled piece by piece: while nobody asks for more, the connection's window fills and the
/// server waits. For one reader. A body that is let go before its end closes its connection.
public struct ResponseBody: Sendable {
    private let source: BodySource

    init(_ source: BodySource) { self.source = source }

    /// The next piece, never empty; nil at the end.
    /// - Throws: `interrupted`, `timeout`, `tooLarge`, `cancelled`
    public func next() async throws(NetworkError) -> Chunk? { try await source.next() }

    /// All of it.
    /// - Throws: `tooLarge` if it has more than `limit` bytes, and what `next` throws.
    public func collect(limit: Int) async throws(NetworkError) -> [UInt8] {
        if let length = source.length, length > Int64(limit) {
            throw .tooLarge("\(source.url)", limit: Int64(limit))
        }
        var bytes: [UInt8] = []
        while let chunk = try await next() {
            guard chunk.count <= limit - bytes.count else { throw .tooLarge("\(source.url)", limit: Int64(limit)) }
            chunk.withUnsafeBytes { bytes.append(contentsOf: $0) }
        }
        return bytes
    }

    /// Reads a short body to its end so that the connection can serve again; lets go of a long one.
    func discard() async {
        guard let length = source.length, length <= 64 * 1024 else { return }
        while (try? await next()) != nil {}
    }
}

/// Invariant: `next` is called by one task at a time (the body has one reader), so the iterator needs no lock.
final class BodySource: @unchecked Sendable {
    let url: HTTPURL
    /// What `Content-Length` announced, where the response has a body.
    let length: Int64?
    private var iterator: HTTPClientResponse.Body.AsyncIterator?
    private var received: Int64 = 0

    init(_ body: HTTPClientResponse.Body, url: HTTPURL, length: Int64?) {
        self.url = url
        self.length = length
        iterator = body.makeAsyncIterator()
    }

    func next() async throws(NetworkError) -> Chunk? {
        guard var reading = iterator else { return nil }
        iterator = nil
        let piece: ByteBuffer?
        do {
            piece = try await reading.next()
        } catch {
            throw ErrorTranslation(url: url, received: received, hasAnswer: true)(error)
        }
        guard let piece else {
            if Task.isCancelled { throw .cancelled }
            if let length, received < length {
                throw .interrupted("\(url)", received: received, reason: "\(length) bytes were announced")
            }
            return nil
        }
        iterator = reading
        received += Int64(piece.readableBytes)
        return piece.readableBytes == 0 ? try await next() : Chunk(piece)
    }
}
