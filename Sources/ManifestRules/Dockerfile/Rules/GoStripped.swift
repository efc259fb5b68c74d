import Findings
import Manifests

/// go build with symbols and debug information.
enum GoStripped: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-GO-STRIP", title: "The Go program is not stripped", severity: .negligible,
        why: "Debug information is about a third of the file; panics and govulncheck work without it.",
        repair: "Add -ldflags \"-s -w\".", references: ["https://pkg.go.dev/cmd/link"], profile: .all)

    static let examples = Examples(
        good: ["FROM golang:1.27\nRUN go build -ldflags=\"-s -w\" -o /app .\n"],
        bad: ["FROM golang:1.27\nRUN go build -o /app .\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for build in view.goBuilds {
            let flags = (build.flag("ldflags") ?? "") + " " + (view.variable("GOFLAGS", for: build) ?? "")
            if flags.contains("-s") || flags.contains("-w") || flags.contains("$") { continue }
            let hasFlags = build.hasFlag("ldflags", view)
            report(
                Problem(
                    build.command.range, "The program holds debug information.",
                    fix: hasFlags || build.run.isExecForm
                        ? nil
                        : .insert(
                            build.run.insertion(of: "-ldflags=\"-s -w\"", behind: build.operation), "Strip the program."
                        )))
        }
    }
}
