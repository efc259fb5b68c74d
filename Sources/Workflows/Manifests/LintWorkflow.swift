import Findings
import ManifestRules
import Manifests
import Policy

/// Judges Dockerfiles, compose files and Kubernetes manifests: `drydock lint`.
public struct LintWorkflow: Sendable {
    public var paths: [String]
    public var rules = RuleSelection()
    public var policy = Policy()
    public var exclude: [String] = []
    public var ignoresSuppressions = false
    /// Amounts that a person decides, for fixes.
    public var decisions = ManifestDecisions()
    /// Files of rules of the user's own.
    public var ownRules: [String] = []
    /// The user that fixes let a Dockerfile run as; nil: only where it is safe to say.
    public var user: String?
    /// Charts and kustomizations are rendered by the user's helm and kustomize where these are installed.
    public var renders = true
    public var clock = ScanClock()

    public init(paths: [String]) { self.paths = paths }

    /// - Throws: `WorkflowError` for a path that cannot be read.
    public func run() async throws -> ScanResult {
        let peers = try PeerConfiguration.read()
        let globs = (exclude + peers.ignoredPaths).map { Glob($0) }
        let rules = peers.applied(to: rules)
        var tree = try ManifestTree(paths: paths) { path in globs.contains { $0.matches(path) } }
        let kustomizations = renders ? ManifestRenderer().render(&tree, named: paths) : []
        let options = try options(peers)
        let report = await ManifestLinter.lintInParallel(files: tree.files, selection: rules, options: options)
        var findings = report.findings
        for one in kustomizations {
            findings += one.findings(beside: report, selection: rules, options: options)
        }
        var artifact = ArtifactResult(
            target: paths.count == 1 ? paths[0] : paths.joined(separator: " "),
            kind: tree.files.count == 1 && paths == [tree.files[0].path] ? .file : .folder,
            findings: findings.map(\.ranked), suppressed: report.files.flatMap(\.result.suppressed),
            notes: tree.notes + report.notes + peers.notes
                + tree.notes(judged: Set(report.files.map(\.path) + report.notes.compactMap { $0.location?.path })))
        artifact.statistics["files.manifest"] = report.files.count
        if tree.rendered > 0 { artifact.statistics["manifests.rendered"] = tree.rendered }
        artifact.statistics[StatisticName.rulesLeftOut] = report.files.map(\.result.rulesLeftOut).max() ?? 0
        let result = ScanResult(
            toolVersion: ToolVersion.current, created: clock.timestamp, artifacts: [artifact])
        guard let day = Day(clock.day) else { throw WorkflowError("the clock gives no day") }
        return policy.apply(to: result, on: day)
    }

    /// - Throws: where a file of own rules cannot be read.
    func options(_ peers: PeerConfiguration) throws -> ManifestOptions {
        var options = ManifestOptions()
        options.today = clock.day
        options.dockerfile.today = clock.day
        options.dockerfile.user = user
        options.dockerfile.disablesSuppressions = ignoresSuppressions
        options.ignoresSuppressions = ignoresSuppressions
        options.decisions = decisions
        options.customRules = try OwnRules.read(ownRules)
        peers.apply(to: &options)
        options.buildContext = { ManifestTree.buildContext(ofDockerfile: $0) }
        return options
    }
}
