import ArgumentParser
import Findings
import Workflows

#if canImport(Glibc)
    import Glibc
#endif

/// Repairs what `lint` finds.
struct FixCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fix",
        abstract: "Repair Dockerfiles, compose files, Kubernetes manifests and Go source; prints a diff.",
        discussion: """
            Every fix is checked: the result is parsed and judged again, and a fix that would add a finding is dropped.
            What needs a person to decide stays a finding that says what to decide.

            Examples:
              drydock fix .
              drydock fix Dockerfile --write
              drydock fix --only code ./...
              drydock fix deploy/ --rule DD-K8S-PRIV-ESCALATION --write
            """)

    @Argument(help: ArgumentHelp("Files and folders.", valueName: "path"))
    var paths: [String] = ["."]

    @Flag(name: [.short, .long], help: "Write the files instead of printing the diff.")
    var write = false

    @Option(help: ArgumentHelp("Only fixes of this rule, by id or alias; repeat for several.", valueName: "id"))
    var rule: [String] = []

    @Option(help: ArgumentHelp("Kinds to repair: misconfig, code; both where it is not given.", valueName: "kinds"))
    var only: String?

    @Option(help: ArgumentHelp("The user that repaired Dockerfiles run as, 65532:65532 say.", valueName: "uid[:gid]"))
    var user: String?

    @Option(help: ArgumentHelp("Memory limit to set where there is none, 256Mi say.", valueName: "amount"))
    var memoryLimit: String?

    @Option(help: ArgumentHelp("Memory request to set where there is none.", valueName: "amount"))
    var memoryRequest: String?

    @Option(help: ArgumentHelp("CPU limit to set where there is none, 0.5 say.", valueName: "amount"))
    var cpuLimit: String?

    @Option(help: ArgumentHelp("CPU request to set where there is none.", valueName: "amount"))
    var cpuRequest: String?

    @OptionGroup(title: "Go source") var go: GoOptions

    @Option(help: "Rules: default, strict, all, +ID, -ID, joined by commas.")
    var rules: String?

    @Option(help: ArgumentHelp("Paths to leave out, as globs; repeat for several.", valueName: "glob"))
    var exclude: [String] = []

    @Option(
        help: ArgumentHelp("Configuration file; .drydock.yaml of this folder where there is one.", valueName: "file"))
    var config: String?

    @Flag(name: [.short, .long], help: "No summary on standard error.")
    var quiet = false

    func run() throws {
        guard !paths.contains("-") else { throw ValidationError("fix takes files and folders, no standard input.") }
        for id in rule where RuleCatalogue.named(id).isEmpty {
            throw ValidationError("No rule is called “\(id)”; drydock rules lists them all.")
        }
        let configuration = try PolicyFiles.configuration(at: config)
        var lint = LintWorkflow(paths: paths)
        lint.rules = rules.map { RuleSelection(parsing: $0) } ?? configuration.rules ?? RuleSelection()
        try RuleCatalogue.check(lint.rules, ownRules: false)
        lint.user = user
        lint.decisions.memoryLimit = memoryLimit
        lint.decisions.memoryRequest = memoryRequest
        lint.decisions.cpuLimit = cpuLimit
        lint.decisions.cpuRequest = cpuRequest
        lint.exclude = configuration.exclude + exclude
        lint.policy.ignores = try configuration.ignores + PolicyFiles.ignores(at: [])
        var workflow = FixWorkflow(lint: lint)
        workflow.onlyRules = rule.isEmpty ? nil : Set(rule)
        workflow.go = go.settings
        if let only {
            workflow.kinds = try ScanCommand.kinds(only)
            guard workflow.kinds.isSubset(of: [.misconfiguration, .code]) else {
                throw ValidationError("--only takes misconfig and code here; nothing else has fixes.")
            }
        }
        let outcome = try workflow.run()
        if write {
            for repair in outcome.repairs where repair.result.isChanged {
                try OutputFile.replace(repair.path, with: repair.result.bytes, was: repair.original)
            }
        }
        RepairView(writes: write, isQuiet: quiet).show(outcome)
    }
}

extension OutputFile {
    /// Puts repaired bytes in the place of a file: same mode and owner, whole or not at all.
    /// - Throws: where the file changed since it was read.
    static func replace(_ path: String, with bytes: [UInt8], was original: [UInt8]) throws {
        guard try FileBytes.read(path) == original else {
            throw WorkflowError("changed while it was being repaired; run again", subject: path)
        }
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw WorkflowError(String(cString: strerror(errno)), subject: path)
        }
        // Through a link, so that the link stays.
        var target = path
        if let resolved = realpath(path, nil) {
            target = String(cString: resolved)
            free(resolved)
        }
        try write(bytes, to: target, like: status)
    }
}
