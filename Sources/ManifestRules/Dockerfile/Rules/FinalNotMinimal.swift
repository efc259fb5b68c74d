import Findings
import Manifests

/// A Go program on a whole distribution.
enum FinalNotMinimal: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-BASE-LARGE", title: "A Go program ships on a whole distribution", severity: .low,
        why: "A Go program needs at most certificates and time zones; every package beside it has to be patched, and a "
            + "shell and package manager serve an intruder.",
        repair: "Use gcr.io/distroless/static-debian12:nonroot, scratch or alpine.",
        maps: [.cisDocker("4.3"), .cwe(1125)],
        references: ["https://github.com/GoogleContainerTools/distroless"], profile: .strict)

    static let examples = Examples(
        good: [
            "FROM golang:1.27 AS build\nRUN CGO_ENABLED=0 go build -o /app .\nFROM gcr.io/distroless/static-debian12:nonroot\nCOPY --from=build /app /app\n"
        ],
        bad: [
            "FROM golang:1.27 AS build\nRUN CGO_ENABLED=0 go build -o /app .\nFROM debian:13\nCOPY --from=build /app /app\n"
        ])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        guard view.buildsGo, let final = view.file.finalStage, let from = final.from else { return }
        let base = view.file.rootBase(of: final)
        guard case .image(let image) = base, !BaseImages.isMinimal(base), !BaseImages.isGo(base) else { return }
        report(Problem(view.file.instructions[from].headRange, "The final stage is built on \(image.text)."))
    }
}
