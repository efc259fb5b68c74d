import Findings
import Manifests

/// A Go toolchain that gets no fixes any more.
enum GoToolchainEndOfLife: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-GO-EOL", title: "The Go toolchain is past its end of life", severity: .high,
        why: "Holes in the standard library are fixed in the two newest releases only: what is built with an older one "
            + "carries them for good.",
        repair: "Use a supported release: the two newest minor versions of Go.", maps: [.cisDocker("4.4"), .cwe(1104)],
        references: ["https://go.dev/doc/devel/release#policy", "https://endoflife.date/go"])

    static let examples = Examples(
        good: ["FROM golang:1.27\n", "FROM golang\n"], bad: ["FROM golang:1.19-alpine AS build\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for stage in view.file.stages {
            guard let word = stage.imageWord, case .image(let image) = stage.base, image.officialName == "golang",
                let end = EndOfLife.day(image), end.day < view.options.today
            else { continue }
            report(Problem(word.range, "Go \(end.release) got its last fixes on \(end.day)."))
        }
    }
}
