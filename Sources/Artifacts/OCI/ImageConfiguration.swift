/// What the image configuration says (OCI image configuration; Docker's has the same fields and more).
public struct ImageConfiguration: Sendable, Hashable {
    /// One step of the build.
    public struct Step: Sendable, Hashable {
        public var created: String?
        public var createdBy: String?
        public var comment: String?
        /// The step made no layer.
        public var isEmptyLayer: Bool

        public init(
            created: String? = nil, createdBy: String? = nil, comment: String? = nil, isEmptyLayer: Bool = false
        ) {
            self.created = created
            self.createdBy = createdBy
            self.comment = comment
            self.isEmptyLayer = isEmptyLayer
        }
    }

    public struct HealthCheck: Sendable, Hashable {
        public var test: [String]
    }

    /// RFC 3339.
    public var created: String?
    public var author: String?
    public var platform: Platform
    public var user: String?
    public var entrypoint: [String]
    public var command: [String]
    /// `8080/tcp`, sorted.
    public var exposedPorts: [String]
    /// `NAME=value`, as written.
    public var environment: [String]
    public var workingDirectory: String?
    public var labels: [String: String]
    /// Sorted.
    public var volumes: [String]
    public var stopSignal: String?
    public var healthCheck: HealthCheck?
    public var history: [Step]
    /// Digests of the unpacked layers, lowest first.
    public var diffIDs: [Digest]

    public init(
        created: String? = nil, author: String? = nil, platform: Platform = .host, user: String? = nil,
        entrypoint: [String] = [], command: [String] = [], exposedPorts: [String] = [], environment: [String] = [],
        workingDirectory: String? = nil, labels: [String: String] = [:], volumes: [String] = [],
        stopSignal: String? = nil, healthCheck: HealthCheck? = nil, history: [Step] = [], diffIDs: [Digest] = []
    ) {
        self.created = created
        self.author = author
        self.platform = platform
        self.user = user
        self.entrypoint = entrypoint
        self.command = command
        self.exposedPorts = exposedPorts
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.labels = labels
        self.volumes = volumes
        self.stopSignal = stopSignal
        self.healthCheck = healthCheck
        self.history = history
        self.diffIDs = diffIDs
    }

    /// - Parameter name: what errors call the document.
    public init(decoding bytes: [UInt8], name: String, limits: Limits = Limits()) throws(ArtifactError) {
        self = try JSONDocument.decode(ImageConfiguration.self, from: bytes, name: name, limits: limits)
    }

    /// The steps that made a layer, in the order of layers. Where the history does not account for each layer, which
    /// some builders leave out, it says nothing of any.
    func steps(forLayers count: Int) -> [Step?] {
        let making = history.filter { !$0.isEmptyLayer }
        return making.count == count ? making : Array(repeating: nil, count: count)
    }
}

extension ImageConfiguration: Decodable {
    private struct Document: Decodable {
        struct Settings: Decodable {
            struct Health: Decodable { var Test: [String]? }
            var User: String?
            var Entrypoint: OneOrMany?
            var Cmd: OneOrMany?
            var Env: [String]?
            var WorkingDir: String?
            var Labels: [String: String]?
            var ExposedPorts: [String: Ignored]?
            var Volumes: [String: Ignored]?
            var StopSignal: String?
            var Healthcheck: Health?
        }
        struct RootFS: Decodable { var diff_ids: [Digest]? }
        struct Line: Decodable {
            var created: String?
            var created_by: String?
            var comment: String?
            var empty_layer: Bool?
        }
        var created: String?
        var author: String?
        var architecture: String?
        var os: String?
        var variant: String?
        var config: Settings?
        var rootfs: RootFS?
        var history: [Line]?
    }

    /// Anything; only the key counts.
    private struct Ignored: Decodable { init(from decoder: any Decoder) throws {} }

    /// Old Docker versions wrote a command as one string.
    private struct OneOrMany: Decodable {
        var values: [String]
        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            values = try (try? [container.decode(String.self)]) ?? container.decode([String].self)
        }
    }

    public init(from decoder: any Decoder) throws {
        let document = try Document(from: decoder)
        let settings = document.config
        self.init(
            created: document.created, author: document.author,
            platform: Platform(
                os: document.os ?? "", architecture: document.architecture ?? "", variant: document.variant),
            user: settings?.User, entrypoint: settings?.Entrypoint?.values ?? [], command: settings?.Cmd?.values ?? [],
            exposedPorts: settings?.ExposedPorts?.keys.sorted() ?? [], environment: settings?.Env ?? [],
            workingDirectory: settings?.WorkingDir, labels: settings?.Labels ?? [:],
            volumes: settings?.Volumes?.keys.sorted() ?? [], stopSignal: settings?.StopSignal,
            healthCheck: settings?.Healthcheck.map { HealthCheck(test: $0.Test ?? []) },
            history: (document.history ?? []).map {
                Step(
                    created: $0.created, createdBy: $0.created_by, comment: $0.comment,
                    isEmptyLayer: $0.empty_layer ?? false)
            },
            diffIDs: document.rootfs?.diff_ids ?? [])
    }
}
