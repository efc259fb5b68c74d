import Findings
import Manifests

/// FROM without a tag takes whatever `latest` is today.
enum UntaggedBase: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-BASE-UNTAGGED", title: "The base image has no tag", severity: .medium,
        why: "Without a tag the build takes latest, whatever that is on the day: it cannot be repeated or traced.",
        repair: "Name a version, better also the digest: FROM image:tag@sha256:….",
        maps: [.hadolint("DL3006"), .trivy("DS-0001"), .checkov("CKV_DOCKER_7"), .cisDocker("4.2"), .cwe(1357)],
        references: ["https://docs.docker.com/build/building/best-practices/#pin-base-image-versions"])

    static let examples = Examples(
        good: [
            "FROM debian:13\n", "FROM debian@sha256:abc\n", "FROM scratch\n", "FROM debian:13 AS a\nFROM a\n",
            "ARG BASE\nFROM ${BASE}\n",
        ],
        bad: ["FROM debian\n", "FROM registry.example.com:5000/team/app\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for stage in view.file.stages {
            if let word = stage.imageWord, case .unknown(let text) = stage.base, !text.hasPrefix("$"),
                !text.contains(":"), !text.contains("@")
            {
                // The variable may hold the tag; hadolint does not ask.
                report(Problem(word.range, "\(text) has no tag.", aliases: ["DL3006"], profile: .all))
                continue
            }
            guard let word = stage.imageWord, case .image(let image) = stage.base, image.tag == nil,
                image.digest == nil
            else { continue }
            // Trivy takes a port for a tag.
            let hasPort = image.registry?.contains(":") == true
            // With a variable in the name, hadolint does not look further; Trivy does.
            report(
                Problem(
                    word.range, "\(image.text) has no tag.",
                    aliases: (word.value.hasPrefix("$") ? [] : ["DL3006"]) + (hasPort ? [] : ["DS-0001"]) + [
                        "CKV_DOCKER_7"
                    ]))
        }
    }
}
