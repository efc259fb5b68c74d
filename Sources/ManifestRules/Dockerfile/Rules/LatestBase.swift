import Findings
import Manifests

/// FROM …:latest.
enum LatestBase: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-BASE-LATEST", title: "The base image is tagged latest", severity: .medium,
        why: "latest moves: two builds of one commit differ, and nothing says which base had the flaw.",
        repair: "Name a version, better also the digest: FROM image:tag@sha256:….",
        maps: [.hadolint("DL3007"), .trivy("DS-0001"), .checkov("CKV_DOCKER_7"), .cisDocker("4.2"), .cwe(1357)],
        references: ["https://docs.docker.com/build/building/best-practices/#pin-base-image-versions"])

    static let examples = Examples(
        good: ["FROM debian:13\n", "FROM debian:latest@sha256:abc\n"],
        bad: ["FROM debian:latest\n", "FROM debian:latest AS build\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for stage in view.file.stages {
            guard let word = stage.imageWord else { continue }
            switch stage.base {
            case .image(let image):
                guard image.tag == "latest", image.digest == nil else { continue }
                // Trivy does not read a name with a port.
                let hasPort = image.registry?.contains(":") == true
                let isWritten = word.value.hasSuffix(":latest")
                report(
                    Problem(
                        word.range, "\(image.text) moves.",
                        aliases: (isWritten ? ["DL3007"] : []) + (hasPort ? [] : ["DS-0001"]) + ["CKV_DOCKER_7"]))
            case .unknown(let text):
                if text.hasSuffix(":latest") { report(Problem(word.range, "\(text) moves.")) }
            case .scratch, .stage, .none: continue
            }
        }
    }
}
