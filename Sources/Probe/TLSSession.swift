import CMbedTLS

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Whom a probe trusts when it asks by TLS.
public struct ProbeTrust: Sendable, Hashable {
    /// Any certificate will do.
    public var isInsecure = false
    /// Authorities to trust instead of the system's, PEM; nil: the system's.
    public var certificateFile: String?

    public init() {}

    /// Where systems keep the authorities they trust. `SSL_CERT_FILE` comes first.
    static let bundles = [
        "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
        "/etc/ssl/cert.pem",
    ]

    /// The file to read, or why there is none.
    func bundle() throws(ProbeError) -> String {
        if let certificateFile { return certificateFile }
        if let named = getenv("SSL_CERT_FILE") { return String(cString: named) }
        for path in Self.bundles where access(path, R_OK) == 0 { return path }
        throw ProbeError(
            "this system holds no certificates to trust: give the authority by --ca-file, or --insecure to trust any")
    }
}

/// The TLS side of a connection, by Mbed TLS: the client of one session.
///
/// The C structures stay where they are allocated until `deinit`, as the library keeps pointers from one to the other. The
/// socket belongs to the caller, who waits for it: nothing here blocks.
final class TLSSession {
    private let ssl = UnsafeMutablePointer<mbedtls_ssl_context>.allocate(capacity: 1)
    private let settings = UnsafeMutablePointer<mbedtls_ssl_config>.allocate(capacity: 1)
    private let authorities = UnsafeMutablePointer<mbedtls_x509_crt>.allocate(capacity: 1)
    private let entropy = UnsafeMutablePointer<mbedtls_entropy_context>.allocate(capacity: 1)
    private let random = UnsafeMutablePointer<mbedtls_ctr_drbg_context>.allocate(capacity: 1)
    private let socket = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
    /// The list of application protocols, nil at its end.
    private let protocols = UnsafeMutablePointer<UnsafePointer<CChar>?>.allocate(capacity: 2)
    private let host: String
    private let trust: ProbeTrust

    /// What a step of the session came to.
    enum Step: Equatable {
        case done(Int)
        case wantsToRead
        case wantsToWrite
        case closed
    }

    /// - Parameter application: the protocol of the application layer to agree on (RFC 7301).
    init(socket handle: Int32, host: String, application: StaticString, trust: ProbeTrust) throws(ProbeError) {
        self.host = host
        self.trust = trust
        mbedtls_ssl_init(ssl)
        mbedtls_ssl_config_init(settings)
        mbedtls_x509_crt_init(authorities)
        mbedtls_entropy_init(entropy)
        mbedtls_ctr_drbg_init(random)
        socket.initialize(to: handle)
        protocols[0] = UnsafeRawPointer(application.utf8Start).assumingMemoryBound(to: CChar.self)
        protocols[1] = nil
        try prepare()
    }

    deinit {
        mbedtls_ssl_free(ssl)
        mbedtls_ssl_config_free(settings)
        mbedtls_x509_crt_free(authorities)
        mbedtls_ctr_drbg_free(random)
        mbedtls_entropy_free(entropy)
        ssl.deallocate()
        settings.deallocate()
        authorities.deallocate()
        entropy.deallocate()
        random.deallocate()
        socket.deallocate()
        protocols.deallocate()
    }

    private func prepare() throws(ProbeError) {
        guard drydock_tls_start() == 0, mbedtls_ctr_drbg_seed(random, mbedtls_entropy_func, entropy, nil, 0) == 0,
            mbedtls_ssl_config_defaults(
                settings, MBEDTLS_SSL_IS_CLIENT, MBEDTLS_SSL_TRANSPORT_STREAM, MBEDTLS_SSL_PRESET_DEFAULT) == 0
        else { throw ProbeError("TLS cannot be started here: no random numbers") }
        mbedtls_ssl_conf_rng(settings, mbedtls_ctr_drbg_random, random)
        // TLS 1.2 or later: RFC 8996 takes away what came before.
        mbedtls_ssl_conf_min_version(settings, MBEDTLS_SSL_MAJOR_VERSION_3, MBEDTLS_SSL_MINOR_VERSION_3)
        if trust.isInsecure {
            mbedtls_ssl_conf_authmode(settings, MBEDTLS_SSL_VERIFY_NONE)
        } else {
            let path = try trust.bundle()
            // Above 0: so many certificates of the file could not be read, as happens in systems' bundles.
            let result = mbedtls_x509_crt_parse_file(authorities, path)
            guard result >= 0, authorities.pointee.version != 0 else {
                throw ProbeError("\(path) holds no certificates that can be read\(Self.reason(result))")
            }
            mbedtls_ssl_conf_authmode(settings, MBEDTLS_SSL_VERIFY_REQUIRED)
            mbedtls_ssl_conf_ca_chain(settings, authorities, nil)
        }
        guard mbedtls_ssl_conf_alpn_protocols(settings, protocols) == 0, mbedtls_ssl_setup(ssl, settings) == 0 else {
            throw ProbeError("TLS cannot be started here: no memory")
        }
        // RFC 6066, 3: an address is no server name. The certificate is compared with it after the handshake.
        if IPAddress(host) == nil {
            guard mbedtls_ssl_set_hostname(ssl, host) == 0 else { throw ProbeError("the host name is too long") }
        } else {
            _ = mbedtls_ssl_set_hostname(ssl, nil)
        }
        mbedtls_ssl_set_bio(ssl, socket, sendToSocket, receiveFromSocket, nil)
    }

    // MARK: Steps

    /// One step of the handshake; `done` when the peer is who it should be.
    func handshake() throws(ProbeError) -> Step {
        let step = try step(mbedtls_ssl_handshake(ssl))
        if case .done = step { try verifyAddress() }
        return step
    }

    func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(ProbeError) -> Step {
        let count = mbedtls_ssl_read(ssl, buffer.baseAddress, buffer.count)
        return count == 0 ? .closed : try step(count)
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(ProbeError) -> Step {
        try step(mbedtls_ssl_write(ssl, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count))
    }

    private func step(_ code: Int32) throws(ProbeError) -> Step {
        switch code {
        case 0...: return .done(Int(code))
        case MBEDTLS_ERR_SSL_WANT_READ: return .wantsToRead
        case MBEDTLS_ERR_SSL_WANT_WRITE: return .wantsToWrite
        case MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY, MBEDTLS_ERR_SSL_CONN_EOF: return .closed
        case MBEDTLS_ERR_X509_CERT_VERIFY_FAILED: throw ProbeError(complaint(mbedtls_ssl_get_verify_result(ssl)))
        case MBEDTLS_ERR_SSL_INVALID_RECORD: throw ProbeError("answers, but not by TLS")
        case MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE, MBEDTLS_ERR_SSL_BAD_HS_PROTOCOL_VERSION:
            throw ProbeError("refuses the TLS session\(Self.reason(code)); this probe speaks \(Self.versions)")
        case socketFailed: throw ProbeError("the connection breaks off within TLS")
        default: throw ProbeError("TLS fails\(Self.reason(code))")
        }
    }

    private static var versions: String { drydock_tls_speaks_1_3() != 0 ? "TLS 1.2 and 1.3" : "TLS 1.2" }

    // MARK: Whom the certificate is for

    private func complaint(_ flags: UInt32) -> String {
        let causes: [(flag: Int32, text: String)] = [
            (MBEDTLS_X509_BADCERT_EXPIRED, "the certificate has expired"),
            (MBEDTLS_X509_BADCERT_FUTURE, "the certificate is not valid yet"),
            (MBEDTLS_X509_BADCERT_REVOKED, "the certificate is revoked"),
            (MBEDTLS_X509_BADCERT_CN_MISMATCH, "the certificate is not for \(host)"),
            (
                MBEDTLS_X509_BADCERT_NOT_TRUSTED,
                "nobody that is trusted signed the certificate; give its authority by --ca-file, or --insecure"
            ),
            (MBEDTLS_X509_BADCERT_BAD_MD, "the certificate is signed by a weak hash"),
            (MBEDTLS_X509_BADCERT_BAD_KEY, "the certificate's key is too weak"),
        ]
        let found = causes.filter { flags & UInt32(bitPattern: $0.flag) != 0 }.map(\.text)
        return found.isEmpty ? "the certificate cannot be verified" : found.joined(separator: "; ")
    }

    /// Mbed TLS 2.28 compares names only: an address must be among the certificate's own (RFC 5280, 4.2.1.6: tag 7).
    private func verifyAddress() throws(ProbeError) {
        guard !trust.isInsecure, let address = IPAddress(host) else { return }
        guard let certificate = mbedtls_ssl_get_peer_cert(ssl) else { throw ProbeError("shows no certificate") }
        var name: mbedtls_x509_sequence? = certificate.pointee.subject_alt_names
        while let current = name {
            let bytes = UnsafeBufferPointer(start: current.buf.p, count: current.buf.len)
            if current.buf.tag & 0x1F == 7, bytes.elementsEqual(address.bytes) { return }
            name = current.next?.pointee
        }
        throw ProbeError(complaint(UInt32(MBEDTLS_X509_BADCERT_CN_MISMATCH)))
    }

    private static func reason(_ code: Int32) -> String {
        guard code < 0 else { return "" }
        var text = [CChar](repeating: 0, count: 160)
        mbedtls_strerror(code, &text, text.count)
        let length = text.firstIndex(of: 0) ?? text.count
        return " (" + String(decoding: text[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self) + ")"
    }
}

/// What the two functions below say of a socket that fails.
private let socketFailed: Int32 = -0x0050

/// Sends without SIGPIPE where the peer is gone.
private func sendToSocket(_ socket: UnsafeMutableRawPointer?, _ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    guard let handle = socket?.load(as: Int32.self) else { return socketFailed }
    let sent = send(handle, bytes, count, noSignal)
    if sent >= 0 { return Int32(clamping: sent) }
    return errno == EAGAIN || errno == EINTR ? MBEDTLS_ERR_SSL_WANT_WRITE : socketFailed
}

private func receiveFromSocket(
    _ socket: UnsafeMutableRawPointer?, _ room: UnsafeMutablePointer<UInt8>?, _ count: Int
) -> Int32 {
    guard let handle = socket?.load(as: Int32.self) else { return socketFailed }
    let received = recv(handle, room, count, 0)
    if received >= 0 { return Int32(clamping: received) }
    return errno == EAGAIN || errno == EINTR ? MBEDTLS_ERR_SSL_WANT_READ : socketFailed
}
