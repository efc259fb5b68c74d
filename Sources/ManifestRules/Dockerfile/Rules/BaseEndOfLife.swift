import Findings
import Manifests

/// A base image that gets no fixes any more.
enum BaseEndOfLife: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-BASE-EOL", title: "The base image is past its end of life", severity: .high,
        why: "Nobody fixes its packages any more; holes found since stay open, and scanners may not even list them.",
        repair: "Use a supported release.", maps: [.cisDocker("4.4"), .cwe(1104)],
        references: ["https://endoflife.date/"])

    static let examples = Examples(
        good: ["FROM debian:13\n", "FROM alpine:3.24\n"], bad: ["FROM debian:stretch-slim\n", "FROM alpine:3.12.1\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for (position, stage) in view.file.stages.enumerated() {
            guard let word = stage.imageWord, case .image(let image) = stage.base, image.officialName != "golang",
                let name = image.officialName, let end = EndOfLife.day(image), end.day < view.options.today
            else { continue }
            report(
                Problem(
                    word.range, "\(name) \(end.release) got its last fixes on \(end.day).",
                    severity: view.isShipped(position) ? nil : .medium))
        }
    }
}
