import Artifacts
import Findings
import ManifestRules

/// Misconfiguration: of an image what its configuration says, of a folder its manifests.
struct MisconfigurationInspection: Inspection {
    let kind = FindingKind.misconfiguration
    private let request: ScanRequest
    private let ownRules: [CustomRule]

    /// - Throws: where a file of the user's own rules cannot be read.
    init(request: ScanRequest) throws {
        self.request = request
        ownRules = try OwnRules.read(request.ownRules)
    }

    func analyzers(for source: ArtifactSource) -> [any Analyzer] {
        // Manifests inside an image deploy something else.
        source.kind == .image ? [] : [ManifestCollector()]
    }

    func judge(_ inspected: Inspected) throws -> Judgement {
        var judgement = Judgement()
        if let image = inspected.inventory.image {
            let reviewed = ReviewedImage(facts: image, today: request.clock.day)
            let result = ImageLinter.lint(reviewed, selection: request.rules)
            judgement.findings += result.findings
            judgement.statistics[StatisticName.rulesLeftOut] = result.rulesLeftOut
        }
        let files = inspected.pass.visible(ManifestFact.self).map { ManifestFile(path: $0.path, bytes: $0.fact.bytes) }
        guard !files.isEmpty else { return judgement }
        var options = ManifestOptions()
        options.today = request.clock.day
        options.dockerfile.today = request.clock.day
        options.customRules = ownRules
        if case .folder(let folder) = inspected.source {
            options.buildContext = { ManifestTree.buildContext(ofDockerfile: $0, under: folder.path) }
        }
        var tree = ManifestTree(files: files)
        var kustomizations: [ManifestRenderer.Kustomization] = []
        if request.rendersManifests, case .folder(let folder) = inspected.source {
            var renderer = ManifestRenderer()
            renderer.root = folder.path == "." ? "" : folder.path
            kustomizations = renderer.render(&tree, named: ["."])
            judgement.statistics["manifests.rendered"] = tree.rendered
        }
        let report = ManifestLinter.lint(files: tree.files, selection: request.rules, options: options)
        judgement.findings += report.findings
        for one in kustomizations {
            judgement.findings += one.findings(beside: report, selection: request.rules, options: options)
        }
        judgement.notes += tree.notes
        judgement.suppressed += report.files.flatMap(\.result.suppressed)
        judgement.notes += report.notes
        judgement.statistics["files.manifest"] = report.files.count
        judgement.statistics[StatisticName.rulesLeftOut] = report.files.map(\.result.rulesLeftOut).max() ?? 0
        return judgement
    }
}
