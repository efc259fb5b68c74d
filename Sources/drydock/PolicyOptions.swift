import ArgumentParser
import Findings
import Policy
import Workflows

/// What is accepted.
struct PolicyOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Severities to report, joined by commas.", valueName: "list"))
    var severity: String?

    @Option(help: ArgumentHelp("Exit with 1 where a finding is this severe or worse.", valueName: "severity"))
    var failOn: String?

    @Option(help: ArgumentHelp("Exit code for findings, instead of 1; alone it fails on any finding.", valueName: "n"))
    var exitCode: Int?

    @Flag(help: "Leave out vulnerabilities that no version clears yet.")
    var ignoreUnfixed = false

    @Flag(help: "Exit with 1 where a finding is known to be exploited (CISA KEV).")
    var failOnKev = false

    @Option(
        help: ArgumentHelp("Exit with 1 where a finding's EPSS probability is at least this (0 to 1).", valueName: "p"))
    var failOnEpss: Double?

    @Flag(help: "Exit with 1 where a part of a target could not be read.")
    var failOnPartial = false

    @Option(
        help: ArgumentHelp("Configuration file; .drydock.yaml of this folder where there is one.", valueName: "file"))
    var config: String?

    @Option(
        help: ArgumentHelp("Trivy's ignore file; .trivyignore of this folder where there is one.", valueName: "file"))
    var ignoreFile: [String] = []

    @Option(help: ArgumentHelp("OpenVEX or CycloneDX VEX document; repeat for several.", valueName: "file"))
    var vex: [String] = []

    @Option(help: ArgumentHelp("Set aside the findings of this baseline.", valueName: "file"))
    var baseline: String?

    @Flag(help: "Write the findings of this scan to the file of --baseline.")
    var updateBaseline = false

    func configuration() throws -> Configuration {
        try PolicyFiles.configuration(at: config)
    }

    func policy(from configuration: Configuration) throws -> Policy {
        var policy = Policy(configuration)
        if let severity { policy.severities = try Self.severities(severity) }
        if ignoreUnfixed { policy.ignoresUnfixed = true }
        if let failOn {
            guard let level = Severity(word: failOn) else {
                throw ValidationError("--fail-on takes critical, high, medium, low, negligible or unknown.")
            }
            policy.gates.severity = level
        } else if exitCode != nil, policy.gates.severity == nil {
            policy.gates.severity = .unknown
        }
        if let exitCode, !(0...255).contains(exitCode) { throw ValidationError("--exit-code takes 0 to 255.") }
        if failOnKev { policy.gates.knownExploited = true }
        if let failOnEpss {
            guard (0...1).contains(failOnEpss) else { throw ValidationError("--fail-on-epss takes 0 to 1.") }
            policy.gates.epss = failOnEpss
        }
        if failOnPartial { policy.gates.partial = true }
        policy.ignores += try PolicyFiles.ignores(at: ignoreFile)
        policy.vex = try PolicyFiles.vex(at: configuration.vex + vex)
        if updateBaseline, baseline == nil { throw ValidationError("--update-baseline goes with --baseline FILE.") }
        if !updateBaseline, let file = baseline ?? configuration.baseline {
            policy.baseline = try PolicyFiles.baseline(at: file)
        }
        return policy
    }

    func updateBaseline(with result: ScanResult) throws {
        guard updateBaseline, let baseline else { return }
        try OutputFile.write(Array(Baseline.text(of: result).utf8), to: baseline)
    }

    static func severities(_ list: String) throws -> Set<Severity> {
        var severities = Set<Severity>()
        for word in list.split(separator: ",").map({ $0.trimmingSpaces }) {
            guard let severity = Severity(word: word) else {
                throw ValidationError(
                    "--severity does not know “\(word)”; it takes critical, high, medium, low, negligible, unknown.")
            }
            severities.insert(severity)
        }
        return severities
    }
}
