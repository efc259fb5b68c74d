import ArgumentParser
import Workflows

/// How Go source is read.
struct GoOptions: ParsableArguments {
    @Option(help: ArgumentHelp("System that Go source is built for.", valueName: "os"))
    var goos = "linux"

    @Option(help: ArgumentHelp("Architecture that Go source is built for.", valueName: "arch"))
    var goarch = "amd64"

    @Option(help: ArgumentHelp("Build tags of Go source, joined by commas.", valueName: "tags"))
    var tags: String?

    @Flag(help: "Let #nosec, nolint and drydock:ignore in Go source count only with a reason.")
    var requireReasons = false

    @Flag(help: "Judge Go tests too.")
    var tests = false

    var settings: GoSettings {
        var settings = GoSettings()
        settings.goos = goos
        settings.goarch = goarch
        settings.tags = Set((tags ?? "").split(separator: ",").map { $0.trimmingSpaces })
        settings.includesTests = tests
        settings.requiresReasons = requireReasons
        return settings
    }
}
