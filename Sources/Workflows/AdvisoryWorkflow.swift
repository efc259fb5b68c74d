import Advisories
import Artifacts
import Findings
import Network
import Policy
import Registries

/// What `drydock db` does with advisory databases.
public struct AdvisoryWorkflow: Sendable {
    /// Where the database lies, or is to lie.
    public var path: String
    public var isInsecure = false
    public var caFile: String?
    public var clock = ScanClock()

    /// - Throws: where no path is given and there is no home folder to keep one in.
    public init(path: String? = nil) throws {
        guard let path = path ?? AdvisoryStore.userPath else {
            throw WorkflowError("there is no home folder to keep advisories in; name a file with --database")
        }
        self.path = path
    }

    private var network: NetworkSettings {
        NetworkSettings(
            toolVersion: ToolVersion.current, certificateFile: caFile, skipsCertificateChecks: isInsecure,
            environment: ProcessFacts.environment)
    }

    // MARK: - From upstream

    /// The names `--source` takes, with what each is and whether it takes part unless told otherwise.
    public static var sources: [(name: String, title: String, isDefault: Bool)] {
        AdvisorySource.upstream.map { ($0.name, $0.title, $0.isDefault) }
    }

    /// Fetches what is new and builds the database anew; the old one serves until the new one is whole and verified.
    /// - Parameters:
    ///   - names: of sources; nil stands for those of `settings`, or the default ones.
    ///   - mirrors: `PREFIX=REPLACEMENT`, beside those of `settings`.
    public func update(
        sources names: [String]?, mirrors: [String], settings: AdvisorySettings, force: Bool,
        progress: @escaping @Sendable (UpdateEvent) -> Void
    ) async throws -> UpdateReport {
        guard path.hasSuffix("/advisories.db") else {
            throw WorkflowError("an updated database is called advisories.db, its sources lie beside it", subject: path)
        }
        let known = AdvisorySource.upstream
        let chosen: [AdvisorySource]
        if let names = names ?? settings.sources {
            chosen = try names.map { name in
                guard let source = known.first(where: { $0.name == name }) else {
                    throw WorkflowError(
                        "no source \(name); there is " + known.map(\.name).joined(separator: ", "))
                }
                return source
            }
        } else {
            chosen = known.filter(\.isDefault)
        }
        var redirections = settings.mirrors.sorted { $0.key < $1.key }
            .map { AdvisoryMirror(prefix: $0.key, replacement: $0.value) }
        for text in mirrors {
            guard let mirror = AdvisoryMirror(text) else {
                throw WorkflowError("--mirror takes PREFIX=REPLACEMENT, as https://a.example=https://b.example")
            }
            redirections.append(mirror)
        }
        let updater = AdvisoryUpdater(
            folder: String(path.dropLast("/advisories.db".count)), sources: chosen, mirrors: redirections)
        return try await NetworkClient.withClient(network) { client in
            try await updater.update(
                with: NetworkFetch(downloader: Downloader(client)), today: clock.day, force: force, progress: progress)
        }
    }

    // MARK: - From files

    /// Builds a database of files in upstream's own formats.
    /// - Parameter dates: `SOURCE=YYYY-MM-DD`, for sources whose files do not tell their day.
    public func build(from places: [String], dates: [String] = []) throws -> BuildReport {
        let builder = AdvisoryDatabaseBuilder()
        for place in places { try builder.read(place) }
        let known = Set(builder.report().sources.map(\.name))
        guard !known.isEmpty else {
            throw WorkflowError(
                "there is nothing in a format of advisories; drydock db build --help lists the formats",
                subject: places.joined(separator: " "))
        }
        for text in dates {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let day = Advisories.Day(parts[1]) else {
                throw WorkflowError("--date takes SOURCE=YYYY-MM-DD, not \(text)")
            }
            guard known.contains(parts[0]) else {
                throw WorkflowError(
                    "--date \(text): no source of that name is among the files; there is "
                        + known.sorted().joined(separator: ", "))
            }
            builder.setDate(day, of: parts[0])
        }
        let report = try builder.write(to: path, today: clock.day)
        try DatabasePackage.verify(path)
        return report
    }

    public func export(to file: String) throws {
        try requireOwn()
        try DatabasePackage.export(path, to: file)
    }

    public func importing(_ file: String) throws { try DatabasePackage.install(packedFile: file, at: path) }

    // MARK: - By way of a registry

    /// Stores the database under a tag of a registry; gives the digest of what was stored.
    public func push(to text: String) async throws -> String {
        try requireOwn()
        let packed = try DatabasePackage.pack(path)
        return try await withRegistry(text) { client, reference in
            let artifact = RegistryArtifact(
                type: DatabasePackage.artifactType, blob: packed, blobType: MediaType(DatabasePackage.mediaType),
                annotations: ["org.opencontainers.image.created": clock.timestamp])
            return try await client.push(artifact, to: reference).description
        }
    }

    public func pull(from text: String) async throws {
        let packed = try await withRegistry(text) { client, reference in
            try await client.pullArtifact(
                reference, type: DatabasePackage.mediaType, limit: DatabasePackage.sizeLimit)
        }
        try DatabasePackage.install(packed: packed, name: text, at: path)
    }

    private func withRegistry<Result: Sendable>(
        _ text: String, _ work: (RegistryClient, ImageReference) async throws -> Result
    ) async throws -> Result {
        let reference = try ImageReference(text)
        return try await NetworkClient.withClient(network) { client in
            let options = RegistryOptions(
                isInsecure: isInsecure, credentials: CredentialStore(environment: ProcessFacts.environment))
            return try await work(RegistryClient(network: client, options: options), reference)
        }
    }

    // MARK: - What there is

    /// The database that a scan would judge by.
    public static func status(of path: String?, on day: String) throws -> SnapshotInfo {
        try AdvisoryStore(path: path).open().snapshot(on: day)
    }

    /// What is wrong with the database a scan would judge by; empty where all is well.
    public static func problems(of path: String?) throws -> [String] {
        try AdvisoryStore(path: path).open().problems()
    }

    private func requireOwn() throws {
        guard FileBytes.exists(path) else {
            throw WorkflowError("there is no database yet; run drydock db update", subject: path)
        }
    }
}

/// Brings the files of an update over the network room.
private struct NetworkFetch: AdvisoryFetch {
    let downloader: Downloader

    func fetch(
        _ url: String, to path: String, ifNewerThan stamp: FetchStamp?,
        progress: @escaping @Sendable (_ received: Int64, _ total: Int64?) -> Void
    ) async throws -> FetchOutcome {
        let validator = stamp.map { Validator(entityTag: $0.entityTag, lastModified: $0.lastModified) }
        let outcome = try await downloader.fetch(HTTPURL(url), to: path, ifNewerThan: validator) {
            progress($0.received, $0.total)
        }
        switch outcome {
        case .notModified: return .notModified
        case .fetched(let download):
            let stamp = download.validator.map {
                FetchStamp(entityTag: $0.entityTag, lastModified: $0.lastModified)
            }
            return .fetched(size: download.size, stamp: stamp)
        }
    }
}
