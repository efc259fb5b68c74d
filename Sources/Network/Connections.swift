import AsyncHTTPClient
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The HTTP library's clients, one a proxy, made when first needed. Nothing starts before the first request.
final class Connections: Sendable {
    private struct State {
        var group: MultiThreadedEventLoopGroup?
        var clients: [ProxySettings.Server?: HTTPClient] = [:]
        var isClosed = false
    }

    private let settings: NetworkSettings
    private let state = Mutex(State())

    init(settings: NetworkSettings) { self.settings = settings }

    /// Who forgets `shutdown` leaves the threads to end in the background.
    deinit {
        let (clients, group) = take()
        guard let group else { return }
        Task.detached { await Self.end(clients, group) }
    }

    func client(for proxy: ProxySettings.Server?) throws(NetworkError) -> HTTPClient {
        try state.withLock { state throws(NetworkError) in
            guard !state.isClosed else { throw .closed }
            if let client = state.clients[proxy] { return client }
            let configuration = try makeConfiguration(proxy)
            let group = state.group ?? MultiThreadedEventLoopGroup(numberOfThreads: min(2, System.coreCount))
            state.group = group
            let client = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
            state.clients[proxy] = client
            return client
        }
    }

    func shutdown() async {
        let (clients, group) = take()
        if let group { await Self.end(clients, group) }
    }

    private func take() -> ([HTTPClient], MultiThreadedEventLoopGroup?) {
        state.withLock { state in
            defer {
                state.clients = [:]
                state.group = nil
                state.isClosed = true
            }
            return (Array(state.clients.values), state.group)
        }
    }

    private static func end(_ clients: [HTTPClient], _ group: MultiThreadedEventLoopGroup) async {
        // Requests that still run fail; there is nobody left to tell.
        for client in clients { try? await client.shutdown() }
        try? await group.shutdownGracefully()
    }

    private func makeConfiguration(_ proxy: ProxySettings.Server?) throws(NetworkError) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        configuration.tlsConfiguration = try makeTLS()
        // Redirects are followed by NetworkClient, which knows what must not go to another host.
        configuration.redirectConfiguration = .disallow
        configuration.decompression = .disabled
        // One connection a transfer: layers in parallel then have a window each, and back-pressure of one does not
        // hold up the others.
        configuration.httpVersion = .http1Only
        configuration.timeout.connect = TimeAmount(settings.connectTimeout)
        configuration.timeout.read = TimeAmount(settings.idleTimeout)
        configuration.timeout.write = TimeAmount(settings.idleTimeout)
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 32
        configuration.connectionPool.idleTimeout = .seconds(15)
        if let proxy {
            let authorization = proxy.credentials.map {
                HTTPClient.Authorization.basic(username: $0.user, password: $0.password)
            }
            configuration.proxy =
                switch proxy.kind {
                case .http: .server(host: proxy.host, port: proxy.port, authorization: authorization)
                case .socks: .socksServer(host: proxy.host, port: proxy.port)
                }
        }
        return configuration
    }

    private func makeTLS() throws(NetworkError) -> TLSConfiguration {
        var tls = TLSConfiguration.makeClientConfiguration()
        if settings.skipsCertificateChecks { tls.certificateVerification = .none }
        if let path = settings.systemCertificateFile { tls.trustRoots = .certificates(try Self.certificates(path)) }
        if let path = settings.certificateFile {
            tls.additionalTrustRoots = [.certificates(try Self.certificates(path))]
        }
        return tls
    }

    private static func certificates(_ path: String) throws(NetworkError) -> [NIOSSLCertificate] {
        let found: [NIOSSLCertificate]
        do {
            found = try NIOSSLCertificate.fromPEMFile(path)
        } catch {
            guard access(path, R_OK) == 0 else {
                throw .certificates(path: path, reason: strerror(errno).map { String(cString: $0) } ?? "unreadable")
            }
            throw .certificates(path: path, reason: "no readable PEM certificates in it")
        }
        guard !found.isEmpty else { throw .certificates(path: path, reason: "it holds no certificate") }
        return found
    }
}

extension TimeAmount {
    init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self = .seconds(min(max(seconds, 0), 1_000_000)) + .nanoseconds(attoseconds / 1_000_000_000)
    }
}
