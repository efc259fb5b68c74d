/// How requests are made: who we say we are, how long we wait, whom we trust, by which way we go.
public struct NetworkSettings: Sendable {
    /// `drydock/<version>`
    public var userAgent: String
    /// Until a connection stands, TLS and proxy included.
    public var connectTimeout: Duration
    /// Longest silence of the server while we wait for it.
    public var idleTimeout: Duration
    public var retry: RetryPolicy
    public var maximumRedirects: Int
    /// A PEM file of certificates that are trusted beside those of the system.
    public var certificateFile: String?
    /// A PEM file that stands in for the system's certificates (`SSL_CERT_FILE`).
    public var systemCertificateFile: String?
    /// Accepts any certificate of any server. Only for an explicit `--insecure`.
    public var skipsCertificateChecks: Bool
    public var proxies: ProxySettings
    /// Waits between tries; tests put their own clock here.
    public var pause: @Sendable (Duration) async throws -> Void

    public init(
        toolVersion: String, connectTimeout: Duration = .seconds(20), idleTimeout: Duration = .seconds(60),
        retry: RetryPolicy = RetryPolicy(), maximumRedirects: Int = 8, certificateFile: String? = nil,
        skipsCertificateChecks: Bool = false, environment: [String: String] = [:]
    ) {
        self.userAgent = "drydock/\(toolVersion)"
        self.connectTimeout = connectTimeout
        self.idleTimeout = idleTimeout
        self.retry = retry
        self.maximumRedirects = maximumRedirects
        self.certificateFile = certificateFile
        self.systemCertificateFile = environment["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 }
        self.skipsCertificateChecks = skipsCertificateChecks
        self.proxies = ProxySettings(environment: environment)
        self.pause = { try await Task.sleep(for: $0) }
    }
}
