import Artifacts
import Network

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// How registries are spoken to.
public struct RegistryOptions: Sendable {
    /// Plain http is fine, and any certificate (`NetworkSettings.skipsCertificateChecks` goes with it). Registries on
    /// this machine may speak plain http anyway.
    public var isInsecure: Bool
    public var credentials: CredentialStore
    public var limits: Limits

    public init(isInsecure: Bool = false, credentials: CredentialStore = .none, limits: Limits = Limits()) {
        self.isInsecure = isInsecure
        self.credentials = credentials
        self.limits = limits
    }
}

/// Speaks the OCI distribution protocol (version 1.1; Docker Registry HTTP API V2) with any number of registries.
public struct RegistryClient: Sendable {
    public let options: RegistryOptions
    let network: NetworkClient
    let authorizer: Authorizer
    private let endpoints: Endpoints

    /// - Parameter network: lives at least as long as anything that this client opens.
    public init(network: NetworkClient, options: RegistryOptions = RegistryOptions()) {
        self.network = network
        self.options = options
        authorizer = Authorizer(network: network, store: options.credentials)
        endpoints = Endpoints(network: network, isInsecure: options.isInsecure)
    }

    /// Whether there is a registry that speaks the protocol and lets us in.
    public func ping(_ repository: Repository) async throws(RegistryError) {
        let response = try await send(.get, repository, "/v2/", scope: .none)
        guard response.isSuccess else { throw await failure(response, "registry \(repository.registry)") }
    }

    // MARK: - Requests

    func url(_ repository: Repository, _ target: String) async throws(RegistryError) -> HTTPURL {
        let base = try await endpoints.base(of: repository.registry)
        do { return try base.with(target: target) } catch { throw RegistryError(error) }
    }

    /// - Parameter path: after the host, starting with `/v2/`.
    func send(
        _ method: RequestMethod, _ repository: Repository, _ path: String, scope: AccessScope,
        headers: HeaderFields = HeaderFields(), body: RequestBody = .none
    ) async throws(RegistryError) -> Response {
        try await send(
            Request(method, try await url(repository, path), headers: headers, body: body), repository, scope: scope)
    }

    /// Sends with what is known of our rights, and once more with what the registry asks for.
    func send(
        _ request: Request, _ repository: Repository, scope: AccessScope
    ) async throws(RegistryError) -> Response {
        let base = try await endpoints.base(of: repository.registry)
        let isOfRegistry = request.url.hasSameOrigin(as: base)
        var header = isOfRegistry ? await authorizer.known(repository, scope) : nil
        var response = try await sendOnce(request, header)
        // An answer of another host, to which we were redirected, says nothing of our rights at the registry.
        guard response.status == 401, isOfRegistry, response.url.hasSameOrigin(as: base) else { return response }
        let renewed = try await authorizer.answer(
            response.headers, to: base, repository, scope, refused: header)
        guard let renewed else { return response }
        header = renewed
        response = try await sendOnce(request, header)
        return response
    }

    private func sendOnce(_ request: Request, _ authorization: String?) async throws(RegistryError) -> Response {
        var request = request
        if let authorization { request.headers["Authorization"] = authorization }
        do { return try await network.send(request) } catch { throw RegistryError(error) }
    }

    // MARK: - Failures

    private struct Problems: Decodable {
        struct Problem: Decodable {
            var code: String?
            var message: String?
        }
        var errors: [Problem]
    }

    /// What an answer other than success means. (Distribution specification, "Error Codes".)
    func failure(_ response: Response, _ what: String, _ repository: Repository? = nil) async -> RegistryError {
        let bytes = (try? await response.body.collect(limit: 64 * 1024)) ?? []
        var reason = ""
        var code = ""
        if let problems = try? JSONDecoder().decode(Problems.self, from: Data(bytes)), let first = problems.errors.first
        {
            code = first.code ?? ""
            reason = Self.printable(first.message ?? code)
        }
        var hadCredentials = false
        if let repository { hadCredentials = await authorizer.hasCredential(repository) }
        switch (response.status, code) {
        case (401, _): return .unauthorized(what, hadCredentials: hadCredentials, reason: reason)
        case (403, _): return .denied(what, reason: reason)
        case (404, _): return .notFound(what, reason: reason)
        case (429, _), (_, "TOOMANYREQUESTS"): return .rateLimited(what, reason: reason)
        default: return .answered(what, code: response.status, reason: reason)
        }
    }

    static func printable(_ text: String) -> String {
        let scalars = text.unicodeScalars.prefix(300).map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }
        return String(String.UnicodeScalarView(scalars))
    }

    func collect(_ response: Response, limit: Int64, _ what: String) async throws(RegistryError) -> [UInt8] {
        do throws(NetworkError) {
            return try await response.body.collect(limit: Int(clamping: limit))
        } catch {
            if case .tooLarge(_, let limit) = error { throw .tooLarge(what, limit: limit) }
            throw RegistryError(error)
        }
    }
}

/// Under which address each registry answers: https, or for this machine and by the user's leave plain http.
private actor Endpoints {
    private let network: NetworkClient
    private let isInsecure: Bool
    private var known: [String: HTTPURL] = [:]

    init(network: NetworkClient, isInsecure: Bool) {
        self.network = network
        self.isInsecure = isInsecure
    }

    func base(of registry: String) async throws(RegistryError) -> HTTPURL {
        if let base = known[registry] { return base }
        let host = registry == ImageReference.defaultRegistry ? "registry-1.docker.io" : registry
        let base: HTTPURL
        do throws(NetworkError) {
            let secure = try HTTPURL("https://\(host)")
            let plain = try HTTPURL("http://\(host)")
            if secure.isLoopback {
                base = try await speaksPlain(plain) ? plain : secure
            } else if isInsecure {
                base = try await speaksTLS(secure) ? secure : plain
            } else {
                base = secure
            }
        } catch {
            throw RegistryError(error)
        }
        known[registry] = base
        return base
    }

    /// A server of https answers a plain request with 400 or not at all.
    private func speaksPlain(_ url: HTTPURL) async throws(NetworkError) -> Bool {
        do throws(NetworkError) {
            let response = try await network.send(Request(.get, try url.with(target: "/v2/"), mayRepeat: false))
            return response.status != 400
        } catch {
            switch error {
            case .malformed, .interrupted: return false
            default: throw error
            }
        }
    }

    private func speaksTLS(_ url: HTTPURL) async throws(NetworkError) -> Bool {
        do throws(NetworkError) {
            _ = try await network.send(Request(.get, try url.with(target: "/v2/"), mayRepeat: false))
            return true
        } catch {
            switch error {
            case .tls, .unreachable(_, .refused), .interrupted, .malformed: return false
            default: throw error
            }
        }
    }
}
