import Network

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Convinces registries: remembers tokens by registry and scope, fetches each once however many ask for it at a time,
/// and renews what a registry no longer takes. (Distribution project, "Token Authentication Specification" and "OAuth2".)
actor Authorizer {
    private struct Key: Hashable {
        var registry: String
        var repository: String
        var scope: AccessScope

        init(_ repository: Repository, _ scope: AccessScope) {
            registry = repository.registry
            self.repository = repository.name
            self.scope = scope
        }
    }

    private struct Ticket {
        /// `Bearer …` or `Basic …`
        var header: String
        var expires: ContinuousClock.Instant?
    }

    private let network: NetworkClient
    private let store: CredentialStore
    private var tickets: [Key: Ticket] = [:]
    private var pending: [Key: Task<Ticket, any Error>] = [:]
    private var credentials: [Repository: Credential?] = [:]
    private let clock = ContinuousClock()

    /// Most bytes of a token server's answer.
    private static let answerLimit = 1 << 20
    /// How long a token holds if the server does not say. (Token Authentication Specification.)
    private static let defaultLifetime = 60

    init(network: NetworkClient, store: CredentialStore) {
        self.network = network
        self.store = store
    }

    /// The header that was good for this last time.
    func known(_ repository: Repository, _ scope: AccessScope) -> String? {
        guard let ticket = tickets[Key(repository, scope)] else { return nil }
        if let expires = ticket.expires, expires <= clock.now { return nil }
        return ticket.header
    }

    /// Whether there is a credential for the repository.
    func hasCredential(_ repository: Repository) -> Bool { (credentials[repository] ?? nil) != nil }

    /// Does what the challenge of a refused request asks for.
    /// - Parameter refused: the header that the request had; what is known is used if it is another one.
    /// - Returns: nil where nothing can be done: no challenge that we know, or no credential for it.
    func answer(
        _ headers: HeaderFields, to registryURL: HTTPURL, _ repository: Repository, _ scope: AccessScope,
        refused: String?
    ) async throws(RegistryError) -> String? {
        let key = Key(repository, scope)
        if let ticket = tickets[key], ticket.header != refused { return ticket.header }
        let challenges = headers.all("WWW-Authenticate").flatMap(AuthChallenge.parse)
        let task: Task<Ticket, any Error>
        if let running = pending[key] {
            task = running
        } else if let bearer = challenges.first(where: { $0.scheme == "bearer" && $0.parameters["realm"] != nil }) {
            let credential = try await credential(repository)
            task =
                pending[key]
                ?? Task { try await self.token(bearer, registryURL, repository, scope, credential) }
        } else if challenges.contains(where: { $0.scheme == "basic" || $0.scheme == "bearer" }) {
            guard let credential = try await credential(repository) else { return nil }
            let header: String
            switch credential {
            case .password: header = credential.basicHeader ?? ""
            case .registryToken(let token): header = "Bearer \(token)"
            case .identityToken: return nil
            }
            guard header != refused else { return nil }
            tickets[key] = Ticket(header: header)
            return header
        } else {
            return nil
        }
        pending[key] = task
        defer { if pending[key] == task { pending[key] = nil } }
        do {
            let ticket = try await task.value
            tickets[key] = ticket
            return ticket.header
        } catch {
            throw RegistryError(error)
        }
    }

    private func credential(_ repository: Repository) async throws(RegistryError) -> Credential? {
        if let known = credentials[repository] { return known }
        let found = try await store.credential(for: repository)
        credentials[repository] = .some(found)
        return found
    }

    private struct Answer: Decodable {
        var token: String?
        var access_token: String?
        var expires_in: Int?
    }

    private func token(
        _ challenge: AuthChallenge, _ registryURL: HTTPURL, _ repository: Repository, _ scope: AccessScope,
        _ credential: Credential?
    ) async throws(RegistryError) -> Ticket {
        if case .registryToken(let token) = credential { return Ticket(header: "Bearer \(token)") }
        let what = "token for \(repository)"
        let realm = try realm(challenge, registryURL, what)
        let asked = clock.now
        let response: Response
        do {
            response = try await network.send(tokenRequest(realm, challenge, scope, credential))
        } catch {
            throw RegistryError(error)
        }
        guard response.isSuccess else {
            let reason: String
            if case .status(_, _, let words) = await response.failure() { reason = words } else { reason = "" }
            switch response.status {
            case 400, 401:
                throw .unauthorized("\(repository)", hadCredentials: credential != nil, reason: reason)
            case 403: throw .denied("\(repository)", reason: reason)
            case 429: throw .rateLimited("\(realm)", reason: reason)
            default: throw .answered("\(realm)", code: response.status, reason: reason)
            }
        }
        let answer: Answer
        do {
            let bytes = try await response.body.collect(limit: Self.answerLimit)
            answer = try JSONDecoder().decode(Answer.self, from: Data(bytes))
        } catch let error as NetworkError {
            throw RegistryError(error)
        } catch {
            throw .malformed(what, reason: "\(realm) did not send the JSON of a token")
        }
        let token = [answer.token, answer.access_token].compactMap { $0 }.first { !$0.isEmpty }
        guard let token, token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw .malformed(what, reason: "\(realm) sent none")
        }
        // A little less than it holds, so that it does not end on the way.
        let lifetime = min(max(answer.expires_in ?? Self.defaultLifetime, 0), 86400)
        return Ticket(header: "Bearer \(token)", expires: asked + .seconds(lifetime) - .seconds(min(lifetime / 4, 10)))
    }

    private func realm(
        _ challenge: AuthChallenge, _ registryURL: HTTPURL, _ what: String
    ) throws(RegistryError) -> HTTPURL {
        let text = challenge.parameters["realm"] ?? ""
        let realm: HTTPURL
        do { realm = try registryURL.resolving(text) } catch { throw RegistryError(error) }
        // Passwords go to the realm: never in the clear because a secure registry says so.
        guard realm.scheme == .https || registryURL.scheme == .http || network.settings.skipsCertificateChecks else {
            throw .malformed(what, reason: "the registry sends us to \(realm), which is not https")
        }
        return realm
    }

    private func tokenRequest(
        _ realm: HTTPURL, _ challenge: AuthChallenge, _ scope: AccessScope, _ credential: Credential?
    ) -> Request {
        let service = challenge.parameters["service"]
        // The registry's own words where our operation has none.
        let scopes = scope.values.isEmpty ? [challenge.parameters["scope"]].compactMap { $0 } : scope.values
        if case .identityToken(let refreshToken) = credential {
            var form = [("grant_type", "refresh_token"), ("refresh_token", refreshToken), ("client_id", "drydock")]
            if let service { form.append(("service", service)) }
            if !scopes.isEmpty { form.append(("scope", scopes.joined(separator: " "))) }
            let text = form.map { "\($0)=\(HTTPURL.percentEncoded($1))" }.joined(separator: "&")
            return Request(
                .post, realm, headers: ["Content-Type": "application/x-www-form-urlencoded"], body: .text(text),
                mayRepeat: true)
        }
        var url = realm
        if let service { url = url.adding(query: "service", service) }
        for scope in scopes { url = url.adding(query: "scope", scope) }
        url = url.adding(query: "client_id", "drydock")
        var headers = HeaderFields()
        if case .password(let user, _) = credential {
            url = url.adding(query: "account", user)
            headers["Authorization"] = credential?.basicHeader
        }
        return Request(.get, url, headers: headers)
    }
}
