#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where credentials of registries are found: the files that `docker login` and `podman login` write, and the credential
/// helpers they name. Nothing is read before it is asked for.
public struct CredentialStore: Sendable {
    /// Given by the user for this run; counts for every registry.
    public var explicit: Credential?
    /// In the order in which they are asked.
    let files: [String]
    /// Folders of programs, for credential helpers.
    let searchPath: String
    let environment: [String: String]

    public static let none = CredentialStore(environment: [:])

    /// Most bytes of a file of credentials.
    static let fileLimit = 4 << 20

    /// - Parameter environment: of the process; `HOME`, `DOCKER_CONFIG`, `REGISTRY_AUTH_FILE`, `XDG_RUNTIME_DIR`,
    ///   `XDG_CONFIG_HOME` and `PATH` count.
    public init(environment: [String: String], explicit: Credential? = nil) {
        self.explicit = explicit
        self.environment = environment
        searchPath = environment["PATH"] ?? ""
        func folder(_ name: String) -> String? { environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil } }
        var files: [String] = []
        if let file = environment["REGISTRY_AUTH_FILE"], !file.isEmpty { files.append(file) }
        if let docker = environment["DOCKER_CONFIG"], !docker.isEmpty {
            files.append(docker + "/config.json")
        } else if let home = folder("HOME") {
            files.append(home + "/.docker/config.json")
        }
        if let runtime = folder("XDG_RUNTIME_DIR") { files.append(runtime + "/containers/auth.json") }
        if let config = folder("XDG_CONFIG_HOME") ?? folder("HOME").map({ $0 + "/.config" }) {
            files.append(config + "/containers/auth.json")
        }
        self.files = files
    }

    /// The credential for a repository; nil if there is none, which is no error.
    func credential(for repository: Repository) async throws(RegistryError) -> Credential? {
        if let explicit { return explicit }
        for path in files {
            guard let configuration = try Self.load(path) else { continue }
            if let found = try await credential(for: repository, in: configuration, path: path) { return found }
        }
        return nil
    }

    private func credential(
        for repository: Repository, in configuration: Configuration, path: String
    ) async throws(RegistryError) -> Credential? {
        let names = Self.names(of: repository)
        // A helper for this registry, then what is written down, then the store for all others.
        for name in names {
            guard let helper = configuration.credHelpers?.first(where: { Self.normalised($0.key) == name })?.value
            else { continue }
            return try await ask(helper, repository)
        }
        for name in names {
            for (key, entry) in configuration.auths ?? [:] where Self.normalised(key) == name {
                do throws(CredentialEntry.Malformed) {
                    if let credential = try entry.credential() { return credential }
                } catch {
                    throw .credentials(source: path, reason: "the entry '\(key)' is malformed: \(error.reason)")
                }
            }
        }
        guard let store = configuration.credsStore, !store.isEmpty else { return nil }
        return try await ask(store, repository)
    }

    private func ask(_ helper: String, _ repository: Repository) async throws(RegistryError) -> Credential? {
        let server =
            repository.registry == ImageReference.defaultRegistry
            ? "https://index.docker.io/v1/" : repository.registry
        return try await CredentialHelper(name: helper, searchPath: searchPath, environment: environment)
            .credential(for: server)
    }

    /// Under which names a credential may be kept, the closest first: Podman also knows `registry/organisation`.
    static func names(of repository: Repository) -> [String] {
        let host = repository.registry == ImageReference.defaultRegistry ? ["docker.io", "index.docker.io"] : []
        var names: [String] = []
        var path = repository.description
        while let slash = path.lastIndex(of: "/") {
            names.append(path)
            path = String(path[..<slash])
        }
        names.append(repository.registry)
        return names + host.filter { !names.contains($0) } + (host.isEmpty ? [] : ["registry-1.docker.io"])
    }

    /// Keys were written as addresses once: `https://index.docker.io/v1/`.
    static func normalised(_ key: String) -> String {
        var name = key[...]
        for scheme in ["https://", "http://"] where name.hasPrefix(scheme) { name = name.dropFirst(scheme.count) }
        while name.hasSuffix("/") { name = name.dropLast() }
        for version in ["/v1", "/v2"] where name.hasSuffix(version) { name = name.dropLast(version.count) }
        return String(name)
    }

    struct Configuration: Decodable {
        var auths: [String: CredentialEntry]?
        var credHelpers: [String: String]?
        var credsStore: String?
    }

    /// Nil if there is no such file.
    static func load(_ path: String) throws(RegistryError) -> Configuration? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw .credentials(source: path, reason: String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count == 0 { break }
            guard count > 0 else { throw .credentials(source: path, reason: String(cString: strerror(errno))) }
            bytes += buffer[..<count]
            guard bytes.count <= fileLimit else {
                throw .credentials(source: path, reason: "it is larger than \(fileLimit) bytes")
            }
        }
        if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }) { return nil }
        do {
            return try JSONDecoder().decode(Configuration.self, from: Data(bytes))
        } catch {
            throw .credentials(source: path, reason: "it is not the JSON that docker login writes; repair or remove it")
        }
    }
}
