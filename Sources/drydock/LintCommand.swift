import ArgumentParser
import Findings
import Workflows

/// Judges Dockerfiles, compose files and Kubernetes manifests.
struct LintCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "Find misconfiguration in Dockerfiles, compose files and Kubernetes manifests.",
        discussion: """
            Examples:
              drydock lint Dockerfile compose.yaml
              drydock lint deploy/ --rules strict --fail-on medium
              helm template chart | drydock lint -
            """)

    @Argument(help: ArgumentHelp("Files and folders; - is standard input.", valueName: "path"))
    var paths: [String] = ["."]

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Policy") var policy: PolicyOptions

    @Option(help: "Rules: default, strict, all, +ID, -ID, joined by commas.")
    var rules: String?

    @Option(
        help: ArgumentHelp("Rules of your own, YAML with CEL-like expressions; repeat for several.", valueName: "file"))
    var policyFile: [String] = []

    @Option(help: ArgumentHelp("Paths to leave out, as globs; repeat for several.", valueName: "glob"))
    var exclude: [String] = []

    @Flag(help: "Report also what a comment in the file sets aside.")
    var noSuppressions = false

    @Flag(help: "Do not render charts and kustomizations by the helm and kustomize that are installed.")
    var noRender = false

    func run() async throws {
        let configuration = try policy.configuration()
        let destinations = try output.destinations(configured: configuration.formats)
        var workflow = LintWorkflow(paths: paths)
        workflow.rules = rules.map { RuleSelection(parsing: $0) } ?? configuration.rules ?? RuleSelection()
        try RuleCatalogue.check(workflow.rules, ownRules: !policyFile.isEmpty)
        workflow.policy = try policy.policy(from: configuration)
        workflow.exclude = configuration.exclude + exclude
        workflow.ownRules = policyFile
        workflow.ignoresSuppressions = noSuppressions
        workflow.renders = !noRender
        let result = try await workflow.run()
        try output.write(result, to: destinations)
        try policy.updateBaseline(with: result)
        if result.verdict?.isAccepted == false {
            output.report(result.verdict)
            throw ExitCode(Int32(policy.exitCode ?? configuration.exitCode ?? 1))
        }
    }
}
