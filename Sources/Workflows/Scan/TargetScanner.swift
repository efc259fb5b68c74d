import Artifacts
import Findings
import Inventory
import Secrets
import SupplyChain

/// Scans one target: the one pass, the inventory, the inspections.
struct TargetScanner: Sendable {
    typealias Progress = @Sendable (PassProgress) -> Void

    let request: ScanRequest
    let inspections: [any Inspection]

    func scan(_ target: ScanTarget, named name: String, progress: @escaping Progress) async throws -> ArtifactResult {
        do {
            switch target {
            case .sbom(let path): return try sbom(at: path, named: name)
            case .registry(let reference):
                return try await RemoteImages(request: request).withRegistryImage(reference) { source in
                    try await scan(source, named: name, progress: progress)
                }
            case .daemon(let reference):
                return try await RemoteImages(request: request).withDaemonImage(reference, options) { source in
                    try await scan(source, named: name, progress: progress)
                }
            case .artifact(let artifact):
                if let result = try detectedSBOM(artifact, named: name) { return result }
                var source = try ArtifactSource.open(artifact, options: options)
                if case .folder(var folder) = source {
                    let excluder = request.excluder
                    folder.excludes = { $0 == GitFolder.objects || excluder?($0) ?? false }
                    source = .folder(folder)
                }
                return try await scan(source, named: name, progress: progress)
            }
        } catch let error as WorkflowError where error.subject != nil {
            throw error
        } catch {
            throw WorkflowError("\(error)", subject: name)
        }
    }

    private var options: OpenOptions {
        var limits = request.limits
        limits.continuesPastBadLayers = request.allowsPartial
        return OpenOptions(platform: request.platform, limits: limits)
    }

    private func scan(
        _ source: ArtifactSource, named name: String, progress: @escaping Progress
    ) async throws -> ArtifactResult {
        let catalogers = request.makesInventory ? AllCatalogers.make() : AllCatalogers.ofOwners()
        let analyzers = catalogers + inspections.flatMap { $0.analyzers(for: source) }
        let pass = try await SinglePass(analyzers: analyzers, limits: options.limits).run(source, progress: progress)
        var image = pass.image?.facts
        if image != nil, !pass.layers.isEmpty { image?.layers = pass.layers }
        let inventory = InventoryAssembler.assemble(
            pass: pass, image: image, questions: inspections.flatMap { $0.ownershipQuestions(pass) })
        return try judged(
            Inspected(name: name, source: source, pass: pass, inventory: inventory), kind: source.kind)
    }

    /// Lets every inspection judge and puts together what they say.
    func judged(_ inspected: Inspected, kind: ArtifactKind) throws -> ArtifactResult {
        let (pass, inventory) = (inspected.pass, inspected.inventory)
        var result = ArtifactResult(
            target: inspected.name, kind: kind, digest: Self.digest(of: pass), os: inventory.os,
            base: inventory.base, image: inventory.image, packages: request.makesInventory ? inventory.packages : [],
            notes: pass.notes + (pass.image?.notes ?? []) + inventory.notes, statistics: pass.statistics)
        for inspection in inspections {
            let judgement = try inspection.judge(inspected)
            result.findings += judgement.findings.map(\.ranked)
            result.suppressed += judgement.suppressed
            result.upgrades += judgement.upgrades
            result.notes += judgement.notes
            result.statistics.merge(judgement.statistics) { $0 + $1 }
            if let os = judgement.os { result.os = os }
            if let packages = judgement.packages { result.packages = packages }
        }
        // Folders leave the paths out already, but Go source needs the types of all of it, and layers stream by.
        if let excluder = request.excluder {
            result.findings.removeAll { $0.location.map { excluder($0.path) } ?? false }
        }
        if !request.showsSecrets {
            let scanner = inspections.lazy.compactMap { ($0 as? SecretInspection)?.scanner }.first ?? SecretScanner()
            ReportRedaction(redactor: SecretRedactor(scanner)).apply(
                to: &result, configuration: pass.image?.configuration)
        }
        return result
    }

    private static func digest(of pass: PassResult) -> String? {
        (pass.image?.manifestDigest ?? pass.image?.configDigest ?? pass.contentDigest)?.description
    }
}
