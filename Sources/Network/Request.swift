public enum RequestMethod: String, Sendable {
    case get = "GET"
    case head = "HEAD"
    case put = "PUT"
    case post = "POST"
    case patch = "PATCH"
    case delete = "DELETE"

    /// Whether doing it twice is the same as doing it once. RFC 9110, section 9.2.2.
    public var isIdempotent: Bool {
        switch self {
        case .get, .head, .put, .delete: true
        case .post, .patch: false
        }
    }
}

/// What a request carries.
public struct RequestBody: Sendable {
    /// Gives the next piece, nil at the end.
    public typealias Pull = @Sendable () async throws -> [UInt8]?

    enum Content: Sendable {
        case none
        case bytes([UInt8])
        case stream(length: Int64?, open: @Sendable () -> Pull)
    }

    let content: Content

    public static let none = RequestBody(content: .none)

    public static func bytes(_ bytes: [UInt8]) -> RequestBody { RequestBody(content: .bytes(bytes)) }

    public static func text(_ text: String) -> RequestBody { .bytes(Array(text.utf8)) }

    /// A body that is read piece by piece while it is sent, at the pace of the server.
    ///
    /// `open` is called for each try, and each time gives the content from its start.
    /// - Parameter length: bytes in all, or nil to send chunks of unknown number.
    public static func stream(length: Int64?, _ open: @escaping @Sendable () -> Pull) -> RequestBody {
        RequestBody(content: .stream(length: length, open: open))
    }

    var isEmpty: Bool {
        if case .none = content { true } else { false }
    }
}

public struct Request: Sendable {
    public var method: RequestMethod
    public var url: HTTPURL
    public var headers: HeaderFields
    public var body: RequestBody
    /// Whether it may be sent again after a failure. By default that of the method.
    public var mayRepeat: Bool
    /// Whether redirects are followed; if not, the redirect is the response.
    public var followsRedirects = true

    public init(
        _ method: RequestMethod = .get, _ url: HTTPURL, headers: HeaderFields = HeaderFields(),
        body: RequestBody = .none, mayRepeat: Bool? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.mayRepeat = mayRepeat ?? method.isIdempotent
    }
}
