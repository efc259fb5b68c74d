import Findings
import Manifests

/// go build without -trimpath.
enum GoTrimpath: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-GO-TRIMPATH", title: "go build without -trimpath", severity: .low,
        why: "The paths of the build machine stay in the program: it differs from one machine to the next, and stack "
            + "traces tell how the builder is laid out.",
        repair: "Add -trimpath.", references: ["https://pkg.go.dev/cmd/go#hdr-Compile_packages_and_dependencies"],
        profile: .strict)

    static let examples = Examples(
        good: [
            "FROM golang:1.27\nRUN go build -trimpath -o /app .\n",
            "FROM golang:1.27\nENV GOFLAGS=-trimpath\nRUN go build -o /app .\n",
        ],
        bad: ["FROM golang:1.27\nRUN go build -o /app .\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for build in view.goBuilds where !build.hasFlag("trimpath", view) {
            report(
                Problem(
                    build.command.range, "The program holds the paths of the build.",
                    fix: .insert(build.run.insertion(of: "-trimpath", behind: build.operation), "Add -trimpath.")))
        }
    }
}
