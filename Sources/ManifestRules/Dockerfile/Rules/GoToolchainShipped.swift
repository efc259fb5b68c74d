import Findings
import Manifests

/// The final stage is Go's own image.
enum GoToolchainShipped: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-GO-IMAGE", title: "The final image holds the Go toolchain and the source", severity: .medium,
        why: "Compiler, git and source are hundreds of megabytes that only an intruder has a use for, with packages to "
            + "patch that the program does not need.",
        repair:
            "Build in one stage, and COPY --from=build the program into gcr.io/distroless/static, scratch or alpine.",
        maps: [.cisDocker("4.3"), .cwe(1104)],
        references: ["https://docs.docker.com/build/building/multi-stage/"])

    static let examples = Examples(
        good: [
            "FROM golang:1.27 AS build\nRUN CGO_ENABLED=0 go build -o /app .\nFROM scratch\nCOPY --from=build /app /app\n"
        ],
        bad: ["FROM golang:1.27\nCOPY . .\nRUN go build -o /app .\nCMD [\"/app\"]\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        guard let final = view.file.finalStage, let from = final.from, BaseImages.isGo(view.file.rootBase(of: final))
        else {
            return
        }
        // A stage to build or test in is no service.
        let runsProgram = view.items.contains {
            view.isShipped($0.stage) && !$0.isTrigger && ($0.keyword == .cmd || $0.keyword == .entrypoint)
        }
        guard runsProgram else { return }
        report(Problem(view.file.instructions[from].headRange, "The final stage is built on Go's own image."))
    }
}
