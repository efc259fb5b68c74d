import Findings
import Manifests

/// FROM without a digest.
enum BaseWithoutDigest: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-BASE-DIGEST", title: "The base image is not named by digest", severity: .low,
        why: "A tag can be moved, by mistake or by an intruder; a digest names one content for good.",
        repair: "Write FROM image:tag@sha256:…, and let a bot such as Renovate raise it.",
        maps: [.cisDocker("4.2"), .cwe(829), .cwe(1357)],
        references: ["https://docs.docker.com/build/building/best-practices/#pin-base-image-versions"], profile: .strict
    )

    static let examples = Examples(
        good: ["FROM debian:13@sha256:abc\n", "FROM scratch\n", "FROM debian:13@sha256:abc AS a\nFROM a\n"],
        bad: ["FROM debian:13\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for stage in view.file.stages {
            guard let word = stage.imageWord, case .image(let image) = stage.base, image.digest == nil else { continue }
            report(Problem(word.range, "\(image.text) names no digest."))
        }
    }
}
