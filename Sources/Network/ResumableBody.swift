/// A body that survives broken connections: it goes on at the byte where the last one broke.
///
/// A server that ignores the range and sends all anew is read past what was received already, if it says (by the same
/// entity tag) that it is the same content, or if the caller vouches for that (`isContentAddressed`).
/// For one reader at a time.
public final class ResumableBody: @unchecked Sendable {
    /// Sends the request; `headers` hold `Range` and `If-Range` and are empty the first time.
    public typealias Open = @Sendable (_ headers: HeaderFields) async throws -> Response

    private let client: NetworkClient
    private let isContentAddressed: Bool
    private let limit: Int64
    private let open: Open

    // Invariant: touched only within `next`, which one task at a time calls.
    private var body: ResponseBody?
    private var url: String
    private var validator: Validator?
    private var received: Int64 = 0
    private var toSkip: Int64 = 0
    private var total: Int64?
    private var tryNumber = 1
    private var resumptions = 0
    private var isFinished = false

    /// - Parameters:
    ///   - limit: bytes after which `tooLarge` is thrown.
    ///   - isContentAddressed: the address names the content by its digest, and the caller verifies it.
    public init(
        client: NetworkClient, url: HTTPURL, limit: Int64, isContentAddressed: Bool = false, open: @escaping Open
    ) {
        self.client = client
        self.isContentAddressed = isContentAddressed
        self.limit = limit
        self.open = open
        self.url = "\(url)"
    }

    /// How often the transfer was taken up again.
    public var timesResumed: Int { resumptions }

    /// The next piece, nil at the end.
    public func next() async throws -> Chunk? {
        if isFinished { return nil }
        while true {
            do {
                if body == nil { body = try await connect() }
                guard let chunk = try await body?.next() else {
                    try checkEnd()
                    isFinished = true
                    return nil
                }
                let fresh = toSkip > 0 ? chunk.dropping(Int(min(toSkip, Int64(chunk.count)))) : chunk
                toSkip -= Int64(chunk.count - fresh.count)
                if fresh.count == 0 { continue }
                received += Int64(fresh.count)
                guard received <= limit else { throw NetworkError.tooLarge(url, limit: limit) }
                tryNumber = 1
                return fresh
            } catch let error as NetworkError {
                body = nil
                guard error.isTransient, resumptions < client.settings.retry.resumptions,
                    let pause = client.settings.retry.pause(beforeTry: tryNumber + 1)
                else {
                    isFinished = true
                    throw error
                }
                tryNumber += 1
                resumptions += 1
                try await client.wait(pause)
            }
        }
    }

    private func connect() async throws -> ResponseBody {
        var headers = HeaderFields()
        if received > 0 {
            headers["Range"] = "bytes=\(received)-"
            if let condition = validator?.forRange { headers["If-Range"] = condition }
        }
        let response = try await open(headers)
        url = "\(response.url)"
        toSkip = 0
        switch RangeAnswer(response, from: received) {
        case .rest(let whole) where received > 0:
            if let whole, let total, whole != total { throw NetworkError.changed(url) }
            total = whole ?? total
        case .whole(let whole):
            if received > 0 {
                let isSame = validator?.entityTag.map { $0 == response.headers["ETag"] } ?? false
                guard isSame || isContentAddressed, whole == nil || total == nil || whole == total else {
                    throw NetworkError.changed(url)
                }
                toSkip = received
            }
            total = whole
            validator = Validator(response.headers)
        case .beyondEnd where received > 0: throw NetworkError.changed(url)
        case .rest, .wrong:
            throw NetworkError.malformed(url, reason: "it is not the range that was asked for")
        case .beyondEnd, .other: throw await response.failure()
        }
        if let total, total > limit { throw NetworkError.tooLarge(url, limit: limit) }
        return response.body
    }

    private func checkEnd() throws {
        if toSkip > 0 { throw NetworkError.changed(url) }
        if let total, received < total {
            throw NetworkError.interrupted(url, received: received, reason: "\(total) bytes were announced")
        }
    }
}
