#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What convinces a registry. Its description never shows a secret.
public enum Credential: Sendable, Hashable, CustomStringConvertible {
    case password(user: String, password: String)
    /// A refresh token for OAuth2, as `docker login` keeps it for registries that issue them.
    case identityToken(String)
    /// A token that the registry takes as it is.
    case registryToken(String)

    public var description: String {
        switch self {
        case .password(let user, _): "user \(user)"
        case .identityToken: "identity token"
        case .registryToken: "registry token"
        }
    }

    /// `Basic …` where there are user and password.
    var basicHeader: String? {
        guard case .password(let user, let password) = self else { return nil }
        return "Basic " + Data("\(user):\(password)".utf8).base64EncodedString()
    }
}

/// One entry of `auths` in Docker's config.json or Podman's auth.json.
struct CredentialEntry: Decodable {
    var auth: String?
    var username: String?
    var password: String?
    var identitytoken: String?
    var registrytoken: String?

    /// Nil for an entry without content, as credential stores leave it behind.
    /// - Throws: a text that says what is wrong.
    func credential() throws(Malformed) -> Credential? {
        if let identitytoken, !identitytoken.isEmpty { return .identityToken(identitytoken) }
        if let registrytoken, !registrytoken.isEmpty { return .registryToken(registrytoken) }
        if let auth, !auth.isEmpty {
            guard let bytes = Data(base64Encoded: auth) else {
                throw Malformed(reason: "'auth' is not base64")
            }
            // Docker pads the password with zero bytes in some versions.
            let text = String(decoding: bytes, as: UTF8.self)
            guard let colon = text.firstIndex(of: ":") else { throw Malformed(reason: "'auth' has no colon") }
            let password = text[text.index(after: colon)...].prefix { $0 != "\0" }
            return .password(user: String(text[..<colon]), password: String(password))
        }
        guard let username, !username.isEmpty else { return nil }
        return .password(user: username, password: password ?? "")
    }

    struct Malformed: Error { var reason: String }
}
