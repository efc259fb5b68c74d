import AsyncHTTPClient
import NIOCore
import NIOHTTP1

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Makes HTTP requests: with retries, redirects, proxies and limits as its settings say.
///
/// Costs nothing until the first request. Call `shutdown` at the end, or use `withClient`.
public struct NetworkClient: Sendable {
    public let settings: NetworkSettings
    private let connections: Connections

    public init(_ settings: NetworkSettings) {
        self.settings = settings
        connections = Connections(settings: settings)
    }

    /// A client for the time of one call.
    public static func withClient<Result: Sendable>(
        _ settings: NetworkSettings, _ work: (NetworkClient) async throws -> Result
    ) async throws -> Result {
        let client = NetworkClient(settings)
        do {
            let result = try await work(client)
            await client.shutdown()
            return result
        } catch {
            await client.shutdown()
            throw error
        }
    }

    /// Closes all connections and ends the threads. Requests that run fail; later ones throw `closed`.
    public func shutdown() async { await connections.shutdown() }

    /// Sends `request` and gives the response as soon as its head is there; the body is still to be read.
    ///
    /// An answer of any status is a response and not an error: see `Response.requireSuccess`. After transient failures
    /// a request that may be repeated is sent again; if the last try still fails, its answer or error is the result.
    public func send(_ request: Request) async throws(NetworkError) -> Response {
        var tryNumber = 1
        while true {
            tryNumber += 1
            do throws(NetworkError) {
                let response = try await follow(request)
                guard request.mayRepeat, RetryPolicy.isTransient(status: response.status),
                    let pause = settings.retry.pause(
                        beforeTry: tryNumber, requested: requestedPause(response.headers))
                else { return response }
                await response.body.discard()
                try await wait(pause)
            } catch {
                guard request.mayRepeat, error.isTransient, let pause = settings.retry.pause(beforeTry: tryNumber)
                else { throw error }
                try await wait(pause)
            }
        }
    }

    /// `GET` with all of the answer in memory.
    /// - Throws: `status` for any answer but success; `tooLarge`.
    public func get(
        _ url: HTTPURL, headers: HeaderFields = HeaderFields(), limit: Int
    ) async throws(NetworkError) -> [UInt8] {
        try await send(Request(.get, url, headers: headers)).requireSuccess().body.collect(limit: limit)
    }

    func wait(_ duration: Duration) async throws(NetworkError) {
        do { try await settings.pause(duration) } catch { throw .cancelled }
    }

    func requestedPause(_ headers: HeaderFields) -> Duration? {
        RetryPolicy.requestedPause(headers["Retry-After"], now: Int64(time(nil)))
    }
}

// MARK: - Redirects

extension NetworkClient {
    /// Fields that say who we are, for the server they were meant for and no other.
    private static let confidential = ["Authorization", "Cookie", "Proxy-Authorization"]

    private func follow(_ request: Request) async throws(NetworkError) -> Response {
        var request = request
        var hops = 0
        while true {
            let response = try await sendOnce(request)
            guard request.followsRedirects, let method = Self.methodAfterRedirect(response.status, request),
                let location = response.headers["Location"]
            else { return response }
            hops += 1
            guard hops <= settings.maximumRedirects else {
                throw .redirect("\(request.url)", reason: "more than \(settings.maximumRedirects) in a row")
            }
            let next = try response.url.resolving(location)
            guard request.url.scheme == .http || next.scheme == .https || settings.skipsCertificateChecks else {
                throw .redirect("\(request.url)", reason: "it leads from https to plain http (\(next))")
            }
            guard request.url.socket == nil || next.socket != nil else {
                throw .redirect("\(request.url)", reason: "it leads from the socket to \(next)")
            }
            if !next.hasSameOrigin(as: request.url) {
                for name in Self.confidential { request.headers[name] = nil }
            }
            if method != request.method { request.body = .none }
            request.method = method
            request.url = next
            await response.body.discard()
        }
    }

    /// RFC 9110, section 15.4. Nil where the answer is no redirect, or one that would turn an upload into something else.
    private static func methodAfterRedirect(_ status: Int, _ request: Request) -> RequestMethod? {
        switch status {
        case 301, 302: request.method == .get || request.method == .head ? request.method : nil
        case 303: request.method == .head ? .head : .get
        case 307, 308: request.method
        default: nil
        }
    }
}

// MARK: - One exchange

extension NetworkClient {
    /// Longest time until the head of the answer; silence ends a request long before (`idleTimeout`).
    private static let longestExchange = TimeAmount.hours(12)

    private func sendOnce(_ request: Request) async throws(NetworkError) -> Response {
        let url = request.url
        let client = try connections.client(for: try settings.proxies.server(for: url))
        let response: HTTPClientResponse
        do {
            response = try await client.execute(wireRequest(request), timeout: Self.longestExchange)
        } catch {
            throw ErrorTranslation(url: url)(error)
        }
        var headers = HeaderFields()
        for (name, value) in response.headers { headers.add(name, value) }
        let status = Int(response.status.code)
        let hasBody = request.method != .head && status != 204 && status != 304
        let body = BodySource(response.body, url: url, length: hasBody ? headers.contentLength : nil)
        return Response(status: status, headers: headers, body: ResponseBody(body), url: url)
    }

    private func wireRequest(_ request: Request) -> HTTPClientRequest {
        var wire = HTTPClientRequest(url: request.url.text)
        wire.method = HTTPMethod(rawValue: request.method.rawValue)
        for (name, value) in request.headers.fields { wire.headers.add(name: name, value: value) }
        if !wire.headers.contains(name: "User-Agent") {
            wire.headers.add(name: "User-Agent", value: settings.userAgent)
        }
        // Sizes, ranges and digests are of the content as stored.
        if !wire.headers.contains(name: "Accept-Encoding") {
            wire.headers.add(name: "Accept-Encoding", value: "identity")
        }
        if request.url.socket != nil { wire.headers.replaceOrAdd(name: "Host", value: "localhost") }
        if let credentials = request.url.credentials, !wire.headers.contains(name: "Authorization") {
            wire.setBasicAuth(username: credentials.user, password: credentials.password)
        }
        switch request.body.content {
        case .none: break
        case .bytes(let bytes): wire.body = .bytes(ByteBuffer(bytes: bytes))
        case .stream(let length, let open):
            wire.body = .stream(Upload(pull: open()), length: length.map { .known($0) } ?? .unknown)
        }
        return wire
    }
}

/// A request's body as the HTTP library reads it: at the pace at which the server takes it.
private struct Upload: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    let pull: RequestBody.Pull

    func makeAsyncIterator() -> Iterator { Iterator(pull: pull) }

    struct Iterator: AsyncIteratorProtocol {
        let pull: RequestBody.Pull

        mutating func next() async throws -> ByteBuffer? {
            do {
                while let piece = try await pull() {
                    if !piece.isEmpty { return ByteBuffer(bytes: piece) }
                }
                return nil
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                throw UploadFailure(reason: "\(error)")
            }
        }
    }
}
