import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Turns what the HTTP library throws into what a user can act on.
struct ErrorTranslation {
    var url: HTTPURL
    /// Bytes of the body that had come when it happened.
    var received: Int64 = 0
    /// Whether the head of the answer had come.
    var hasAnswer = false

    func callAsFunction(_ error: any Error) -> NetworkError {
        switch error {
        case let error as NetworkError: error
        case is CancellationError: .cancelled
        case let error as HTTPClientError: translate(error)
        case let error as NIOConnectionError: translate(error)
        case let error as IOError: translate(error)
        case let error as HTTPParserError:
            // The end of the stream within a body is how a broken connection shows itself.
            error == .invalidEOFState
                ? .interrupted("\(url)", received: received, reason: "the server closed it")
                : .malformed("\(url)", reason: "\(error)")
        case let error as NIOSSLError: translate(error)
        case let error as BoringSSLError: .tls("\(url)", reason: "\(error)")
        case let error as NIOSSLExtraError: .tls("\(url)", reason: Self.firstLine(error))
        case let error as ChannelError: translate(error)
        case let error as SocketAddressError.UnknownHost: .unreachable("\(url)", .other("\(error)"))
        case let error as UploadFailure: .upload("\(url)", reason: error.reason)
        default: .interrupted("\(url)", received: received, reason: Self.firstLine(error))
        }
    }

    private func translate(_ error: HTTPClientError) -> NetworkError {
        switch error {
        case .cancelled: .cancelled
        case .alreadyShutdown: .closed
        case .readTimeout, .deadlineExceeded: .timeout("\(url)", .response)
        case .writeTimeout: .timeout("\(url)", .send)
        case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout: .timeout("\(url)", .connect)
        case .httpProxyHandshakeTimeout, .socksHandshakeTimeout: .proxy("it does not answer")
        case .proxyAuthenticationRequired: .proxy("it asks for user and password (put them into the proxy's address)")
        case .invalidProxyResponse: .proxy("it refused the connection to \(url.authority)")
        case .remoteConnectionClosed, .uncleanShutdown:
            .interrupted("\(url)", received: received, reason: "the server closed it")
        case .bodyLengthMismatch: .upload("\(url)", reason: "it has another length than was announced")
        case .requestStreamCancelled:
            .interrupted("\(url)", received: received, reason: "the server stopped to listen")
        default: .malformed("\(url)", reason: error.shortDescription)
        }
    }

    private func translate(_ error: NIOConnectionError) -> NetworkError {
        if let failure = error.connectionErrors.first?.error {
            if case ChannelError.connectTimeout = failure { return .timeout("\(url)", .connect) }
            return self(failure)
        }
        return .unreachable("\(url)", .hostNotFound)
    }

    private func translate(_ error: IOError) -> NetworkError {
        if hasAnswer || received > 0 { return .interrupted("\(url)", received: received, reason: error.shortReason) }
        switch error.errnoCode {
        case ECONNREFUSED: return .unreachable("\(url)", .refused)
        case ENOENT where url.socket != nil: return .unreachable("\(url)", .noSuchSocket)
        case EACCES, EPERM: return .unreachable("\(url)", .permissionDenied)
        case ECONNRESET, EPIPE: return .interrupted("\(url)", received: received, reason: error.shortReason)
        case ETIMEDOUT: return .timeout("\(url)", .connect)
        default: return .unreachable("\(url)", .other(error.shortReason))
        }
    }

    private func translate(_ error: NIOSSLError) -> NetworkError {
        switch error {
        case .uncleanShutdown: .interrupted("\(url)", received: received, reason: "the server closed it")
        case .handshakeFailed(let cause):
            "\(cause)".contains("CERTIFICATE_VERIFY_FAILED")
                ? .tls("\(url)", reason: "its certificate is not trusted (name the authority's file with --ca-file)")
                : .tls("\(url)", reason: Self.handshakeReason("\(cause)"))
        case .unableToValidateCertificate:
            .tls("\(url)", reason: "its certificate is for another name or not trusted")
        default: .tls("\(url)", reason: Self.firstLine(error))
        }
    }

    private func translate(_ error: ChannelError) -> NetworkError {
        switch error {
        case .connectTimeout: .timeout("\(url)", .connect)
        case .ioOnClosedChannel, .alreadyClosed, .eof, .inputClosed, .outputClosed:
            .interrupted("\(url)", received: received, reason: "the server closed it")
        default: .interrupted("\(url)", received: received, reason: Self.firstLine(error))
        }
    }

    private static func handshakeReason(_ text: String) -> String {
        text.contains("WRONG_VERSION_NUMBER")
            ? "the server does not speak TLS (is it plain http? then --insecure)" : String(text.prefix(200))
    }

    private static func firstLine(_ error: any Error) -> String {
        String("\(error)".prefix { $0 != "\n" }.prefix(200))
    }
}

/// What a body's own reader threw, kept apart from faults of the connection.
struct UploadFailure: Error {
    var reason: String
}

extension IOError {
    fileprivate var shortReason: String { String(cString: strerror(errnoCode)) }
}
