/// What the final stage of the image is made of.
public enum ImageBase: String, Sendable, CaseIterable {
    case distroless, alpine, scratch
}

/// Whose pipeline runs drydock as a gate.
public enum ContinuousIntegration: String, Sendable, CaseIterable {
    case github, gitlab, none
}

/// What is written.
public enum GeneratedPart: String, Sendable, CaseIterable {
    case dockerfile, dockerignore, compose, kubernetes, ci
}

/// What a person decides; the defaults come from the facts.
public struct Choices: Sendable, Hashable {
    /// Folder of the main package, relative to the module.
    public var program: String
    /// Of container, service and objects: a DNS label.
    public var name: String
    public var base: ImageBase = .distroless
    public var ci: ContinuousIntegration = .github
    public var parts: Set<GeneratedPart> = Set(GeneratedPart.allCases)
    /// With a tag or a digest.
    public var image: String
    public var namespace: String
    /// nil: it listens nowhere.
    public var port: Int?
    public var replicas: Int = 2
    /// Liveness by HTTP; nil: the port is probed by TCP, or gRPC where the program serves its health.
    public var healthPath: String?
    /// Readiness; nil: as `healthPath`.
    public var readyPath: String?
    public var servesGRPCHealth = false
    /// Of the build stage, `1.27`.
    public var goVersion: String
    /// `sha256:…` of the build stage's image and of the final one's; nil: the tag alone.
    public var buildDigest: String?
    public var baseDigest: String?
    public var usesCgo: Bool
    /// HEALTHCHECK by the small probe, which `drydock probe --install deploy` puts beside the manifests.
    public var usesProbe = false

    /// The newest release of Go when this was written: what is built with it gets fixes the longest.
    public static let defaultGoVersion = "1.27"

    /// What the facts suggest.
    /// - Throws: where there is no such main package, or several and none is named.
    public init(facts: ModuleFacts, program folder: String? = nil) throws(HardeningError) {
        let program = try facts.program(folder)
        self.program = program.folder
        name = program.name
        image = "registry.example.com/\(program.name):0.1.0"
        namespace = program.name
        port = program.source.likelyPorts.first?.number
        healthPath = Self.path(of: program.source.healthPaths, named: Self.liveNames)
        readyPath = Self.path(of: program.source.healthPaths, named: Self.readyNames)
        if readyPath == healthPath { readyPath = nil }
        if healthPath == nil { swap(&healthPath, &readyPath) }
        servesGRPCHealth = program.source.servesGRPCHealth && !program.source.servesHTTP
        usesCgo = !program.source.cgo.isEmpty
        goVersion = Self.goVersion(for: facts.toolchain ?? facts.goVersion)
        if port == nil && program.source.servesHTTP { port = 8080 }
    }

    private static let liveNames = [
        "livez", "healthz", "live", "liveness", "health", "_health", "healthcheck", "ping", "startupz",
    ]
    private static let readyNames = ["readyz", "ready", "readiness"]

    private static func path(of paths: [String], named names: [String]) -> String? {
        for name in names {
            if let path = paths.first(where: { $0.lowercased().hasSuffix("/" + name) }) { return path }
        }
        return nil
    }

    /// The newest known release, or what the module asks for where that is newer still.
    static func goVersion(for wanted: String?) -> String {
        guard let wanted else { return defaultGoVersion }
        let parts = wanted.split(separator: ".").prefix(2).map { $0.prefix { $0.isNumber } }
        let known = defaultGoVersion.split(separator: ".").compactMap { Int($0) }
        guard parts.count == 2, let major = Int(parts[0]), let minor = Int(parts[1]), known.count == 2 else {
            return defaultGoVersion
        }
        return (major, minor) > (known[0], known[1]) ? "\(major).\(minor)" : defaultGoVersion
    }

    /// Says what is wrong with the choices, before anything is written.
    func check() throws(HardeningError) {
        guard ProgramName.label(name) == name else {
            throw HardeningError("must be lower-case letters, digits and -, 63 at most", subject: "name “\(name)”")
        }
        guard ProgramName.label(namespace) == namespace else {
            throw HardeningError("must be lower-case letters, digits and -", subject: "namespace “\(namespace)”")
        }
        if let port, !(1...65535).contains(port) {
            throw HardeningError("must be between 1 and 65535", subject: "port \(port)")
        }
        if let port, port < 1024 {
            throw HardeningError(
                "is below 1024, where a user that is not root may not listen; let the program listen higher and map it",
                subject: "port \(port)")
        }
        guard (1...10_000).contains(replicas) else {
            throw HardeningError("must be between 1 and 10000", subject: "replicas \(replicas)")
        }
        for path in [healthPath, readyPath].compactMap({ $0 }) {
            guard path.hasPrefix("/"), path.utf8.allSatisfy({ Self.isPathByte($0) }) else {
                throw HardeningError("must begin with / and hold no spaces or quotes", subject: "health path “\(path)”")
            }
        }
        guard !image.isEmpty, image.utf8.allSatisfy({ Self.isImageByte($0) }) else {
            throw HardeningError("must be REGISTRY/NAME:TAG", subject: "image “\(image)”")
        }
        let last = image.split(separator: "/").last ?? ""
        guard last.utf8.contains(UInt8(ascii: ":")), !last.hasSuffix(":latest"), !last.hasSuffix(":") else {
            throw HardeningError(
                "needs a tag that is not latest, or a digest, so that it names one image", subject: "image “\(image)”")
        }
        guard !goVersion.isEmpty, goVersion.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2E }) else {
            throw HardeningError("must be like 1.27", subject: "Go version “\(goVersion)”")
        }
        for digest in [buildDigest, baseDigest].compactMap({ $0 }) {
            guard digest.hasPrefix("sha256:"), digest.utf8.count == 71,
                digest.utf8.dropFirst(7).allSatisfy({ $0 >= 0x30 && $0 <= 0x39 || $0 >= 0x61 && $0 <= 0x66 })
            else { throw HardeningError("must be sha256: and 64 hexadecimal digits", subject: "digest “\(digest)”") }
        }
        if baseDigest != nil && base == .scratch {
            throw HardeningError("scratch has no digest", subject: "base digest")
        }
    }

    private static func isPathByte(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && !Array("\"'\\`{}#$&|<>^".utf8).contains(byte)
    }

    private static func isImageByte(_ byte: UInt8) -> Bool {
        byte >= 0x30 && byte <= 0x3A || byte >= 0x61 && byte <= 0x7A || byte >= 0x41 && byte <= 0x5A
            || Array("._-/@".utf8).contains(byte)
    }
}

extension ModuleFacts {
    /// - Parameter folder: of a main package; nil: the only one.
    public func program(_ folder: String?) throws(HardeningError) -> Program {
        guard !programs.isEmpty else {
            throw HardeningError("has no main package, so there is nothing to run in a container", subject: modulePath)
        }
        let list = programs.map(\.folder).joined(separator: ", ")
        guard let folder else {
            guard programs.count == 1 else {
                throw HardeningError("has \(programs.count) main packages; name one of: \(list)", subject: modulePath)
            }
            return programs[0]
        }
        var path = folder
        while path.hasPrefix("./") && path.utf8.count > 2 { path.removeFirst(2) }
        while path.hasSuffix("/") && path.utf8.count > 1 { path.removeLast() }
        guard let found = programs.first(where: { $0.folder == path }) else {
            throw HardeningError("is no main package of \(modulePath); there are: \(list)", subject: folder)
        }
        return found
    }
}
