import Findings
import Manifests

/// go build without cache mounts.
enum GoCacheMount: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-GO-CACHE", title: "go build without a cache mount", severity: .negligible,
        why: "Each change of the source builds every package anew; with a cache mount only what changed.",
        repair:
            "Write RUN --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod go build ….",
        references: ["https://docs.docker.com/build/cache/optimize/#use-cache-mounts"], profile: .all)

    static let examples = Examples(
        good: ["FROM golang:1.27\nRUN --mount=type=cache,target=/root/.cache/go-build go build -o /app .\n"],
        bad: ["FROM golang:1.27\nRUN go build -o /app .\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        var seen = Set<Int>()
        for build in view.goBuilds where seen.insert(build.run.position).inserted {
            guard !build.run.instruction.flags("mount").contains(where: { $0.field("type") == "cache" }) else {
                continue
            }
            let known = view.variable("GOCACHE", for: build) ?? ""
            let cache = known.hasPrefix("/") ? known : "/root/.cache/go-build"
            report(
                Problem(
                    build.command.range, "Every build starts from nothing.",
                    fix: .insert(
                        TextInsertion(
                            offset: build.run.instruction.keywordRange.upperBound,
                            text: " --mount=type=cache,target=\(cache)"), "Mount a cache for the build.")))
        }
    }
}
