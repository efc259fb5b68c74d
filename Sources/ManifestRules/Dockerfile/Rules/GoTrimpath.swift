import Findings
import Manifests

/// go build without -trimpath.
enum GoTrimpath: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-GO-TRIMPATH", title: "go build without -trimpath", severity: .low,
        why: "The paths of the build machine stay in the program: it differs from one machine to the next, and stack "
            + "traces tell how the builder is laid out.",
        repair: "Add -trimpath.", maps: [.cwe(200)],
        references: ["https://pkg.go.dev/cmd/go#hdr-Compile_packages_and_dependencies"],
        profile: .strict)

    static let examples = Examples(
        good: [
            "FROM golang:1.27\nRUN go build -trimpath -o /app .\n",
            "FROM golang:1.27\nENV GOFLAGS=-trimpath\nRUN go build -o /app .\n",
        ],
        bad: ["FROM golang:1.27\nRUN go build -o /app .\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for build in view.goBuilds where !build.hasFlag("trimpath", view) && !isTooOld(build, view) {
            report(
                Problem(
                    build.command.range, "The program holds the paths of the build.",
                    fix: .insert(build.run.insertion(of: "-trimpath", behind: build.operation), "Add -trimpath.")))
        }
    }

    /// The flag came with Go 1.13.
    private static func isTooOld(_ build: GoBuild, _ view: DockerfileView) -> Bool {
        guard let stage = view.stage(build.run.stage), case .image(let image) = view.file.rootBase(of: stage),
            image.officialName == "golang", let tag = image.tag
        else { return false }
        let parts = tag.prefix { $0 != "-" }.split(separator: ".").compactMap { Int($0) }
        return parts.count >= 2 && parts[0] == 1 && parts[1] < 13
    }
}
