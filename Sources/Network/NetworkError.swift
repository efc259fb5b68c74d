/// Why a request, download or upload failed, in words for the user. Addresses stand here without query and password.
public enum NetworkError: Error, Sendable, Hashable {
    /// Why no connection came about.
    public enum Obstacle: Sendable, Hashable {
        case hostNotFound
        case refused
        case noSuchSocket
        case permissionDenied
        case other(String)
    }

    public enum Phase: String, Sendable, Hashable {
        case connect = "connecting"
        case response = "waiting for an answer"
        case send = "sending"
        case retries = "retrying"
    }

    case invalidURL(String, reason: String)
    case unreachable(String, Obstacle)
    case timeout(String, Phase)
    /// The server's certificate or the TLS handshake was rejected.
    case tls(String, reason: String)
    /// The file of certificates cannot be used.
    case certificates(path: String, reason: String)
    case proxy(String)
    /// The connection broke. `received` counts bytes of the body.
    case interrupted(String, received: Int64, reason: String)
    /// What came is not HTTP, or contradicts itself.
    case malformed(String, reason: String)
    /// An answer other than success; `reason` is the server's own words, shortened.
    case status(String, code: Int, reason: String)
    case redirect(String, reason: String)
    case tooLarge(String, limit: Int64)
    /// The content is another one than the part that was received before.
    case changed(String)
    case file(path: String, reason: String)
    /// The body to be sent could not be read.
    case upload(String, reason: String)
    case cancelled
    /// The client was used after its end.
    case closed

    /// Whether the same request may well succeed a little later.
    public var isTransient: Bool {
        switch self {
        case .timeout(_, let phase): phase != .retries
        case .interrupted: true
        case .status(_, let code, _): RetryPolicy.isTransient(status: code)
        default: false
        }
    }
}

extension NetworkError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .invalidURL(let url, let reason): "\(url) is not a usable address: \(reason)"
        case .unreachable(let url, let obstacle): "cannot connect to \(url): \(obstacle)"
        case .timeout(let url, let phase): "\(url): time ran out while \(phase.rawValue)"
        case .tls(let url, let reason): "\(url): no secure connection: \(reason)"
        case .certificates(let path, let reason): "certificates in \(path) cannot be used: \(reason)"
        case .proxy(let reason): "proxy: \(reason)"
        case .interrupted(let url, let received, let reason):
            received > 0
                ? "\(url): the connection broke after \(received) bytes: \(reason)"
                : "\(url): the connection broke: \(reason)"
        case .malformed(let url, let reason): "\(url): the answer makes no sense: \(reason)"
        case .status(let url, let code, let reason):
            "\(url): the server answered \(code)" + (reason.isEmpty ? Self.hint(code) : ": \(reason)")
        case .redirect(let url, let reason): "\(url): redirect not followed: \(reason)"
        case .tooLarge(let url, let limit): "\(url): the answer is larger than the limit of \(limit) bytes"
        case .changed(let url): "\(url): the content changed while it was being received; start again"
        case .file(let path, let reason): "\(path): \(reason)"
        case .upload(let url, let reason): "\(url): what was to be sent could not be read: \(reason)"
        case .cancelled: "cancelled"
        case .closed: "the network client was already shut down"
        }
    }

    private static func hint(_ code: Int) -> String {
        switch code {
        case 401: " (not authenticated)"
        case 403: " (forbidden)"
        case 404: " (not found)"
        case 407: " (the proxy wants authentication)"
        case 429: " (too many requests; try again later)"
        case 500...599: " (fault of the server)"
        default: ""
        }
    }
}

extension NetworkError.Obstacle: CustomStringConvertible {
    public var description: String {
        switch self {
        case .hostNotFound: "host not found"
        case .refused: "connection refused"
        case .noSuchSocket: "no such socket"
        case .permissionDenied: "permission denied"
        case .other(let text): text
        }
    }
}
