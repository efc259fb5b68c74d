import Findings
import Manifests

/// A Go program linked against a libc that the final image does not have.
enum GoCgoStatic: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-GO-CGO", title: "The Go program wants a libc that the final image lacks", severity: .high,
        why: "With cgo on, net and os/user link against the libc of the build stage; on scratch, distroless static or "
            + "Alpine the program then ends with \"no such file or directory\".",
        repair: "Build with CGO_ENABLED=0, or on a base with the same libc.",
        maps: [], references: ["https://pkg.go.dev/cmd/cgo", "https://github.com/GoogleContainerTools/distroless"],
        confidence: .medium)

    static let examples = Examples(
        good: [
            "FROM golang:1.27 AS build\nRUN CGO_ENABLED=0 go build -o /app\nFROM scratch\nCOPY --from=build /app /app\n",
            "FROM golang:1.27 AS build\nENV CGO_ENABLED=0\nRUN go build -o /app\nFROM scratch\nCOPY --from=build /app /app\n",
            "FROM golang:1.27 AS build\nRUN go build -o /app\nFROM debian:13\nCOPY --from=build /app /app\n",
        ],
        bad: ["FROM golang:1.27 AS build\nRUN go build -o /app\nFROM scratch\nCOPY --from=build /app /app\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        guard let final = view.file.finalStage else { return }
        let base = view.file.rootBase(of: final)
        let isAlpine: Bool
        if case .image(let image) = base {
            isAlpine = image.shortName == "alpine" || (image.tag?.contains("alpine") ?? false)
        } else {
            isAlpine = false
        }
        let hasNoLibc = BaseImages.isStatic(base)
        guard hasNoLibc || isAlpine else { return }
        for build in view.goBuilds where !view.isShipped(build.run.stage) && view.feedsFinalStage(build.run.stage) {
            guard let stage = view.stage(build.run.stage), case .image(let image) = view.file.rootBase(of: stage),
                BaseImages.isGo(.image(image)), image.tag?.contains("alpine") != true
            else { continue }
            guard view.variable("CGO_ENABLED", for: build) == nil, view.variable("GOOS", for: build) != "windows" else {
                continue
            }
            let flags = build.command.arguments.map(\.value).joined(separator: " ")
            if flags.contains("-static") || flags.contains("netgo") || flags.contains("osusergo") { continue }
            var fix: Fix?
            if let word = build.goWord, !build.run.isExecForm, build.outer.shell.words.first?.range == word.range {
                fix = .insert(
                    TextInsertion(offset: build.outer.range.lowerBound, text: "CGO_ENABLED=0 "), "Build without cgo.")
            }
            report(
                Problem(
                    build.outer.range,
                    hasNoLibc
                        ? "cgo is on in \(image.text), and the final image has no libc."
                        : "cgo is on in \(image.text) (glibc), and the final image is Alpine (musl).", fix: fix))
        }
    }
}
