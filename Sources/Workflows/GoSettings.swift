import Findings
import GoRules
import GoSource

/// How Go source is read: what build constraints are judged by, and what counts.
public struct GoSettings: Sendable {
    public var goos = "linux"
    public var goarch = "amd64"
    public var tags: Set<String> = []
    /// Go tests are judged too.
    public var includesTests = false
    /// Comments that set a finding aside count only with a reason.
    public var requiresReasons = false

    public init() {}

    func options(rules: RuleSelection) -> GoCodeOptions {
        var options = GoCodeOptions(
            rules: rules, context: GoSource.BuildContext(goos: goos, goarch: goarch, tags: tags))
        options.includesTests = includesTests
        options.requiresReasons = requiresReasons
        options.moduleCache = ProcessFacts.variable("GOMODCACHE")
        options.goPath = ProcessFacts.variable("GOPATH") ?? ProcessFacts.variable("HOME").map { $0 + "/go" }
        options.goRoot = ProcessFacts.variable("GOROOT")
        return options
    }
}
