import ArgumentParser
import Artifacts
import Findings
import Workflows

struct ScanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Scan images, registries, root file systems, source, binaries and SBOMs.",
        discussion: """
            TARGET is detected, or forced by a prefix:
              oci:PATH[:TAG]             OCI image layout, folder or tar
              docker-archive:PATH[:TAG]  tar as `docker save` and skopeo write it
              registry:NAME[:TAG|@DIGEST]  image in a registry
              docker:NAME                image of the local Docker or Podman
              dir:PATH                   root file system or any folder
              file:PATH                  one file, a Go binary say
              sbom:PATH                  CycloneDX (JSON, XML) or SPDX (JSON, tag-value)
              -                          standard input (an image archive or an SBOM)

            Examples:
              drydock scan registry.example.com/shop/api:1.4
              drydock scan oci:build/image -f table -f sarif=out.sarif -f cyclonedx=sbom.json
              drydock scan . --only misconfig,secret --fail-on high
              drydock scan --only code ./...
              docker save shop/api | drydock scan -
            """)

    @Argument(help: ArgumentHelp("What to scan.", valueName: "target"))
    var targets: [String]

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Policy") var policy: PolicyOptions
    @OptionGroup(title: "Limits") var limits: LimitOptions

    @Option(help: ArgumentHelp("Kinds to look for: vuln, misconfig, secret, code, licence.", valueName: "kinds"))
    var only: String?

    @Option(help: "Rules: default, strict, all, +ID, -ID, joined by commas.")
    var rules: String?

    @Option(help: ArgumentHelp("Of a multi-platform image, for example linux/arm64.", valueName: "os/arch"))
    var platform: String?

    @Option(help: ArgumentHelp("Advisory database to judge by.", valueName: "file"))
    var database: String?

    @Flag(help: "Report modules' own advisories also for Go binaries that the distribution owns.")
    var showOwned = false

    @Flag(help: "Go on past layers that cannot be read; the report says what is missing.")
    var allowPartial = false

    @Flag(help: "Plain http and unverified certificates for registries.")
    var insecure = false

    @Option(help: ArgumentHelp("Certificates to trust beside the system's, PEM.", valueName: "file"))
    var caFile: String?

    @Flag(help: "Show secrets whole instead of redacted.")
    var showSecrets = false

    @Flag(help: "Look for secrets in the history of the folder's git repository too.")
    var gitHistory = false

    @Option(help: ArgumentHelp("Further secret rules: gitleaks' TOML format.", valueName: "file"))
    var secretRules: String?

    @OptionGroup(title: "Go source") var go: GoOptions

    @Flag(help: "Judge Go source anew, and keep nothing of it in the user's cache.")
    var noCache = false

    @Flag(help: "Render Helm charts, and the folder's own kustomization, by the helm and kustomize that are installed.")
    var render = false

    @Flag(help: "Show, behind the report, what `drydock fix` would change of code and configuration, as a diff.")
    var fix = false

    @Option(help: ArgumentHelp("Paths to leave out, as globs; repeat for several.", valueName: "glob"))
    var exclude: [String] = []

    @Option(
        help: ArgumentHelp(
            "Rules of your own for manifests, YAML with CEL-like expressions; repeat for several.", valueName: "file"))
    var policyFile: [String] = []

    func run() async throws {
        let configuration = try policy.configuration()
        let destinations = try output.destinations(configured: configuration.formats)
        if fix { _ = try FixWorkflow.paths(of: targets) }
        if fix, destinations.contains(where: { $0.file == nil && $0.format.name != "table" }) {
            throw ValidationError("--fix prints a diff; write the report to a file, with -f FORMAT=FILE.")
        }
        var request = ScanRequest(targets: targets)
        request.kinds = try only.map(Self.kinds) ?? configuration.kinds ?? request.kinds
        request.rules = rules.map { RuleSelection(parsing: $0) } ?? configuration.rules ?? RuleSelection()
        try RuleCatalogue.check(request.rules, ownRules: !policyFile.isEmpty || secretRules != nil)
        request.platform = try Self.parsedPlatform(platform ?? configuration.platform)
        request.limits = try limits.limits(over: configuration.limits)
        request.policy = try policy.policy(from: configuration)
        request.database = database ?? configuration.advisories.database
        request.showsOwned = showOwned
        request.allowsPartial = allowPartial
        request.isInsecure = insecure
        request.caFile = caFile
        request.showsSecrets = showSecrets
        request.licences = configuration.licences
        request.go = go.settings
        request.usesCache = !noCache
        request.scansHistory = gitHistory
        request.secretRules = secretRules
        request.exclude = configuration.exclude + exclude
        request.ownRules = policyFile
        request.rendersManifests = render

        let progress = ProgressView(isShown: output.showsProgress)
        let result: ScanResult
        do {
            result = try await ScanWorkflow(request: request).run(progress: progress.update)
            progress.clear()
        } catch {
            progress.clear()
            throw error
        }
        try output.write(result, to: destinations)
        try policy.updateBaseline(with: result)
        if fix { try showFixes(request) }
        if result.verdict?.isAccepted == false {
            output.report(result.verdict)
            throw ExitCode(Int32(policy.exitCode ?? configuration.exitCode ?? 1))
        }
    }

    /// Of what lies on disk as files: an image is repaired where it is made.
    private func showFixes(_ request: ScanRequest) throws {
        var lint = LintWorkflow(paths: try FixWorkflow.paths(of: targets))
        lint.rules = request.rules
        lint.exclude = request.exclude
        lint.policy = request.policy
        var workflow = FixWorkflow(lint: lint)
        workflow.go = request.go
        workflow.kinds = request.kinds.intersection(workflow.kinds)
        RepairView(writes: false, isQuiet: output.quiet).show(try workflow.run())
    }

    static func parsedPlatform(_ text: String?) throws -> Platform? {
        guard let text else { return nil }
        guard let platform = Platform(text) else {
            throw ValidationError("--platform takes OS/ARCH[/VARIANT], for example linux/arm64.")
        }
        return platform
    }

    static func kinds(_ list: String) throws -> Set<FindingKind> {
        var kinds = Set<FindingKind>()
        for word in list.split(separator: ",").map({ $0.trimmingSpaces }) {
            guard let kind = FindingKind(word: word) else {
                throw ValidationError(
                    "--only does not know “\(word)”; it takes vuln, misconfig, secret, code, licence.")
            }
            kinds.insert(kind)
        }
        guard !kinds.isEmpty else { throw ValidationError("--only names no kind.") }
        return kinds
    }
}

extension FindingKind {
    /// The words of `--only`, with the spellings people use.
    init?(word: String) {
        switch word.lowercased() {
        case "vuln", "vulns", "vulnerability", "vulnerabilities": self = .vulnerability
        case "misconfig", "misconfiguration", "config": self = .misconfiguration
        case "secret", "secrets": self = .secret
        case "code", "sast": self = .code
        case "licence", "license", "licences", "licenses": self = .licence
        default: return nil
        }
    }
}
