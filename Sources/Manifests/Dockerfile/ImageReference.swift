/// A name of an image, taken apart: `registry/repository:tag@digest`.
///
/// Source: distribution/reference ("Grammar"); the first part is a registry where it holds `.` or `:` or is `localhost`.
public struct ImageReference: Sendable, Hashable {
    /// As written.
    public var text: String
    /// nil: Docker Hub, not named.
    public var registry: String?
    /// Without registry, tag and digest: `library/debian` is `debian` here if written so.
    public var repository: String
    public var tag: String?
    /// `sha256:…`.
    public var digest: String?

    public init(_ text: String) {
        self.text = text
        var rest = text[...]
        if let at = rest.firstIndex(of: "@") {
            digest = String(rest[rest.index(after: at)...])
            rest = rest[..<at]
        }
        if let slash = rest.firstIndex(of: "/") {
            let first = rest[..<slash]
            if first == "localhost" || first.contains(".") || first.contains(":") {
                registry = String(first)
                rest = rest[rest.index(after: slash)...]
            }
        }
        let lastPart = rest.lastIndex(of: "/").map { rest.index(after: $0) } ?? rest.startIndex
        if let colon = rest[lastPart...].firstIndex(of: ":") {
            tag = String(rest[rest.index(after: colon)...])
            rest = rest[..<colon]
        }
        repository = String(rest)
    }

    /// The last part of the repository, in lower case: `golang`, `static-debian12`.
    public var shortName: String {
        (repository.split(separator: "/").last.map(String.init) ?? repository).lowercased()
    }

    /// Docker Hub's official images, however they are written.
    public var officialName: String? {
        switch registry {
        case nil, "docker.io", "index.docker.io", "registry-1.docker.io": break
        case "public.ecr.aws":
            return repository.hasPrefix("docker/library/") ? String(repository.dropFirst(15)) : nil
        case "mirror.gcr.io":
            return repository.hasPrefix("library/") ? String(repository.dropFirst(8)) : nil
        default: return nil
        }
        if repository.hasPrefix("library/") { return String(repository.dropFirst(8)) }
        return repository.contains("/") ? nil : repository
    }
}
