import Findings
import Manifests

/// The whole source is copied before the modules are downloaded.
enum GoModFirst: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-GO-MOD-FIRST", title: "The source is copied before the modules are downloaded",
        severity: .negligible,
        why: "Each change of the source downloads every module again; the build then depends on the network each time.",
        repair: "COPY go.mod go.sum ./ and RUN go mod download first, then COPY . .",
        references: ["https://docs.docker.com/build/building/best-practices/#leverage-build-cache"], profile: .strict)

    static let examples = Examples(
        good: [
            "FROM golang:1.27\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN go build -o /app .\n"
        ],
        bad: ["FROM golang:1.27\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        var seen = Set<Int>()
        for build in view.goBuilds where seen.insert(build.run.stage).inserted {
            if build.command.arguments.contains(where: { $0.value == "-mod=vendor" }) { continue }
            let copies = view.items(inStage: build.run.stage).filter {
                $0.keyword == .copy && $0.position < build.run.position && $0.instruction.flag("from") == nil
            }
            let mounts = build.run.instruction.flags("mount").contains { $0.field("type") == "bind" }
            guard !mounts, let first = copies.first,
                first.instruction.copySources.contains(where: { [".", "./", "*"].contains($0.value) })
            else { continue }
            report(Problem(first.instruction.headRange, "Nothing is copied before the whole source."))
        }
    }
}
