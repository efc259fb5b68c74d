import Artifacts
import Network

/// Why an image or artifact could not be fetched from, or brought to, a registry or daemon.
public enum RegistryError: Error, Sendable, Hashable {
    case invalidReference(String, reason: String)
    case network(NetworkError)
    /// The registry wants other credentials, or any. `hadCredentials` tells which.
    case unauthorized(String, hadCredentials: Bool, reason: String)
    /// Known, but not allowed.
    case denied(String, reason: String)
    case notFound(String, reason: String)
    case rateLimited(String, reason: String)
    /// Any other answer that is no success.
    case answered(String, code: Int, reason: String)
    /// What the server sent is not what the protocol says.
    case malformed(String, reason: String)
    case wrongDigest(String, expected: String, actual: String)
    case tooLarge(String, limit: Int64)
    /// A file of credentials, or a credential helper, that cannot be used.
    case credentials(source: String, reason: String)
    case artifact(ArtifactError)
    /// No daemon to ask. `tried` holds each socket and why not.
    case noDaemon(tried: [String])
    case unsupported(String, advice: String)
    case file(path: String, reason: String)
    case cancelled
}

extension RegistryError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .invalidReference(let text, let reason): "'\(text)' is no name of an image: \(reason)"
        case .network(let error): "\(error)"
        case .unauthorized(let what, let hadCredentials, let reason):
            (hadCredentials
                ? "\(what): the registry does not accept the credentials it was given (log in again)"
                : "\(what): it does not exist or needs a login (docker login, podman login)") + Self.tail(reason)
        case .denied(let what, let reason): "\(what): access denied" + Self.tail(reason)
        case .notFound(let what, let reason): "\(what): not found" + Self.tail(reason)
        case .rateLimited(let what, let reason):
            "\(what): too many requests; wait, or log in for a higher limit" + Self.tail(reason)
        case .answered(let what, let code, let reason): "\(what): the registry answered \(code)" + Self.tail(reason)
        case .malformed(let what, let reason): "\(what): the answer makes no sense: \(reason)"
        case .wrongDigest(let what, let expected, let actual):
            "\(what): wrong content: its digest should be \(expected) but is \(actual)"
        case .tooLarge(let what, let limit): "\(what) is larger than the limit of \(limit) bytes"
        case .credentials(let source, let reason): "credentials from \(source): \(reason)"
        case .artifact(let error): "\(error)"
        case .noDaemon(let tried):
            "no Docker or Podman to ask; start one or set DOCKER_HOST"
                + (tried.isEmpty ? "" : " (tried " + tried.joined(separator: "; ") + ")")
        case .unsupported(let what, let advice): "\(what) is not supported; \(advice)"
        case .file(let path, let reason): "\(path): \(reason)"
        case .cancelled: "cancelled"
        }
    }

    private static func tail(_ reason: String) -> String { reason.isEmpty ? "" : ": \(reason)" }

    init(_ error: any Error) {
        switch error {
        case let error as RegistryError: self = error
        case NetworkError.cancelled: self = .cancelled
        case let error as NetworkError: self = .network(error)
        case let error as ArtifactError: self = .artifact(error)
        case is CancellationError: self = .cancelled
        default: self = .malformed("registry", reason: "\(error)")
        }
    }

    /// The same for a reader of layers.
    func artifactError(_ source: String) -> ArtifactError {
        switch self {
        case .artifact(let error): error
        case .cancelled: .cancelled
        default: .transferFailed(source: source, reason: description)
        }
    }
}
