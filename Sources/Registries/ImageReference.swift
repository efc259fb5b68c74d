import Artifacts

/// A repository of a registry: `docker.io` and `library/debian`.
public struct Repository: Sendable, Hashable, CustomStringConvertible {
    /// Host, with the port where it is not the usual one.
    public let registry: String
    public let name: String

    init(registry: String, name: String) {
        self.registry = registry
        self.name = name
    }

    public var description: String { "\(registry)/\(name)" }
}

/// The name of an image in a registry: `debian`, `ghcr.io/org/app:1.2`, `localhost:5000/app@sha256:…`.
///
/// The grammar is that of the distribution project, with the short forms that Docker understands: no registry means
/// `docker.io`, one part there means `library/…`, neither tag nor digest means `latest`.
public struct ImageReference: Sendable, Hashable {
    public static let defaultRegistry = "docker.io"
    public static let defaultTag = "latest"

    public let repository: Repository
    /// As written; nil if only a digest was given.
    public let tag: String?
    /// If there is one, it counts and the tag is decoration.
    public let digest: Digest?

    public init(repository: Repository, tag: String?, digest: Digest?) {
        self.repository = repository
        self.tag = tag
        self.digest = digest
    }

    /// - Throws: `RegistryError.invalidReference`
    public init(_ text: String) throws(RegistryError) {
        func invalid(_ reason: String) -> RegistryError { .invalidReference(String(text.prefix(300)), reason: reason) }
        guard !text.isEmpty else { throw invalid("it is empty") }
        guard text.utf8.count <= 1024 else { throw invalid("it is longer than 1024 bytes") }
        for prefix in ["docker://", "https://", "http://"] where text.hasPrefix(prefix) {
            throw invalid("write it without \(prefix)")
        }
        var rest = text[...]
        var digest: Digest?
        if let at = rest.lastIndex(of: "@") {
            digest = Digest(String(rest[rest.index(after: at)...]))
            guard digest != nil else { throw invalid("what follows '@' is no sha256 or sha512 digest") }
            rest = rest[..<at]
        }
        let firstSlash = rest.firstIndex(of: "/")
        var registry = Self.defaultRegistry
        if let firstSlash, Self.looksLikeHost(rest[..<firstSlash]) {
            registry = String(rest[..<firstSlash])
            rest = rest[rest.index(after: firstSlash)...]
            guard Self.isHost(registry) else { throw invalid("'\(registry)' is no host name") }
        }
        var tag: String?
        if let colon = rest.lastIndex(of: ":") {
            let written = rest[rest.index(after: colon)...]
            guard Self.isTag(written) else {
                throw invalid("'\(written.prefix(140))' is no tag: letters, digits, '_', '.' and '-', at most 128")
            }
            tag = String(written)
            rest = rest[..<colon]
        }
        var name = String(rest)
        guard !name.isEmpty else { throw invalid("it names no repository") }
        if name != name.lowercased() { throw invalid("names of repositories are in small letters") }
        guard name.utf8.count <= 255 else { throw invalid("the name of the repository is longer than 255 bytes") }
        for part in name.split(separator: "/", omittingEmptySubsequences: false) where !Self.isNamePart(part) {
            throw invalid("'\(part)' is no part of a name: letters and digits, joined by '.', '_', '__' or '-'")
        }
        if registry == "index.docker.io" || registry == "registry-1.docker.io" { registry = Self.defaultRegistry }
        if registry == Self.defaultRegistry, !name.contains("/") { name = "library/" + name }
        self.init(
            repository: Repository(registry: registry, name: name),
            tag: tag ?? (digest == nil ? Self.defaultTag : nil), digest: digest)
    }

    /// What a manifest is asked for by: the digest, or else the tag.
    public var target: String { digest?.description ?? tag ?? Self.defaultTag }

    public func with(digest: Digest) -> ImageReference {
        ImageReference(repository: repository, tag: nil, digest: digest)
    }

    public func with(tag: String) throws(RegistryError) -> ImageReference {
        guard Self.isTag(tag[...]) else { throw .invalidReference("\(repository):\(tag)", reason: "it is no tag") }
        return ImageReference(repository: repository, tag: tag, digest: nil)
    }
}

extension ImageReference: CustomStringConvertible {
    /// In full, with registry and tag.
    public var description: String {
        repository.description + (tag.map { ":" + $0 } ?? "") + (digest.map { "@\($0)" } ?? "")
    }
}

// MARK: - Grammar

extension ImageReference {
    /// Docker's rule for telling `host/name` from `user/name`.
    private static func looksLikeHost(_ part: Substring) -> Bool {
        part == "localhost" || part.contains(".") || part.contains(":") || part.lowercased() != part
    }

    static func isHost(_ text: String) -> Bool {
        var host = text[...]
        if host.hasPrefix("[") {
            guard let close = host.firstIndex(of: "]") else { return false }
            let inside = host[host.index(after: host.startIndex)..<close]
            let after = host[host.index(after: close)...]
            return inside.contains(":") && inside.utf8.allSatisfy { isHexDigit($0) || $0 == 0x3A || $0 == 0x2E }
                && (after.isEmpty || after.first == ":" && isPort(after.dropFirst()))
        }
        if let colon = host.lastIndex(of: ":") {
            guard isPort(host[host.index(after: colon)...]) else { return false }
            host = host[..<colon]
        }
        return host.utf8.count <= 253
            && host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
                !label.isEmpty && label.first != "-" && label.last != "-"
                    && label.utf8.allSatisfy {
                        isLetterOrDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
                    }
            }
    }

    private static func isPort(_ text: Substring) -> Bool {
        (1...5).contains(text.utf8.count) && Int(text).map { (1...65535).contains($0) } == true
    }

    static func isTag(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, isLetterOrDigit(first) || first == UInt8(ascii: "_") else { return false }
        return text.utf8.count <= 128
            && text.utf8.allSatisfy { byte in
                isLetterOrDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
                    || byte == UInt8(ascii: "-")
            }
    }

    /// Letters and digits with separators between them: one dot, one or two underscores, any number of dashes.
    private static func isNamePart(_ part: Substring) -> Bool {
        var separator: [UInt8] = []
        var hasStarted = false
        for byte in part.utf8 {
            if isLetterOrDigit(byte) {
                let isGood =
                    separator.isEmpty || separator == [UInt8(ascii: ".")]
                    || separator == [UInt8(ascii: "_")] || separator == [UInt8(ascii: "_"), UInt8(ascii: "_")]
                    || separator.allSatisfy { $0 == UInt8(ascii: "-") }
                guard isGood else { return false }
                separator = []
                hasStarted = true
            } else {
                guard hasStarted, byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
                else { return false }
                separator.append(byte)
            }
        }
        return hasStarted && separator.isEmpty
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte) || (0x41...0x46).contains(byte)
    }
}
